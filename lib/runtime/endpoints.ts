import { fault, type Fault, FaultError, faultOf } from '../model/fault.ts';
import type { EndpointWorkerApi } from '../protocol/endpoint.ts';
import { readEndpointUrl } from '../catalogue/endpoint-url.ts';
import type { WorkerLink } from './link.ts';
import type { EndpointDraft, EndpointView } from './models-state.ts';
import type { SavedEndpoint } from './models-saved.ts';
import { failed, unwrap } from './outcome.ts';

interface Endpoint extends Omit<SavedEndpoint, 'key'> {
  readonly key: string | null;
  readonly keepKey: boolean;
  readonly looking: boolean;
  readonly fault: Fault | null;
}

export interface EndpointsWorld {
  readonly spawn: () => WorkerLink<EndpointWorkerApi>;
  readonly newId: () => string;
  readonly onChange: () => void;
}

// As the form allows; more would only meet a server’s rate limit.
const MOST_PARALLEL = 16;

/** Servers that the user typed. Keys stay in this object unless the user asked to keep them. */
export class Endpoints {
  private list: readonly Endpoint[] = [];

  constructor(private readonly world: EndpointsWorld) {}

  restore(saved: readonly SavedEndpoint[]): void {
    this.list = saved.map((one) => ({ ...one, keepKey: one.key !== null, looking: false, fault: null }));
  }

  views(): readonly EndpointView[] {
    return this.list.map(({ id, name, url, parallel, key, keepKey, models, looking, fault: why }) => {
      return { id, name, url, parallel, models, looking, fault: why, hasKey: key !== null, keyKept: keepKey };
    });
  }

  saved(): readonly SavedEndpoint[] {
    return this.list.map(({ id, name, url, parallel, key, keepKey, models }) => {
      return { id, name, url, parallel, models, key: keepKey ? key : null };
    });
  }

  find(id: string): Endpoint | null {
    return this.list.find((one) => one.id === id) ?? null;
  }

  /** @throws FaultError for one that is not there any more. */
  get(id: string): Endpoint {
    const found = this.find(id);
    if (!found) throw new FaultError(fault('model-missing', 'This server is not in the list any more.'));
    return found;
  }

  /** @returns why the draft cannot be used, or the endpoint's id. */
  add(draft: EndpointDraft): { readonly fault: Fault } | { readonly id: string } {
    const read = this.read(draft);
    if ('fault' in read) return read;
    const id = this.world.newId();
    this.list = [...this.list, { id, ...read, key: draft.key || null, models: [], looking: false, fault: null }];
    this.world.onChange();
    void this.look(id);
    return { id };
  }

  /** An empty key leaves the old one, unless the address went to another origin. */
  change(id: string, draft: EndpointDraft): Fault | null {
    const read = this.read(draft);
    if ('fault' in read) return read.fault;
    const old = this.find(id);
    if (!old) return fault('bad-input', 'This server is not in the list any more.');
    const sameOrigin = new URL(old.url).origin === new URL(read.url).origin;
    this.update(id, { ...read, key: draft.key || (sameOrigin ? old.key : null), fault: null });
    void this.look(id);
    return null;
  }

  remove(id: string): void {
    this.list = this.list.filter((one) => one.id !== id);
    this.world.onChange();
  }

  /** Asks the server for its models, in a worker of the kind that alone may reach other hosts. Never rejects. */
  async look(id: string): Promise<void> {
    const one = this.find(id);
    if (!one || one.looking) return;
    this.update(id, { looking: true, fault: null });
    const link = this.world.spawn();
    try {
      const models = unwrap(await Promise.race([link.remote.listModels(one.url, one.key), link.died.then(failed)]));
      this.update(id, { looking: false, models });
    } catch (thrown) {
      this.update(id, { looking: false, fault: faultOf(thrown, 'endpoint-unreachable') });
    } finally {
      link.end();
    }
  }

  private read(draft: EndpointDraft): { fault: Fault } | Pick<Endpoint, 'name' | 'url' | 'parallel' | 'keepKey'> {
    const parsed = readEndpointUrl(draft.url);
    if (!parsed.ok) return { fault: fault('bad-input', parsed.reason) };
    const name = draft.name.trim() || new URL(parsed.url).host;
    const parallel = Math.min(MOST_PARALLEL, Math.max(1, Math.round(draft.parallel) || 1));
    return { name, url: parsed.url, parallel, keepKey: draft.keepKey };
  }

  private update(id: string, part: Partial<Endpoint>): void {
    this.list = this.list.map((one) => (one.id === id ? { ...one, ...part } : one));
    this.world.onChange();
  }
}

import { fault, type Fault, FaultError, faultOf } from '../../../lib/model/fault.ts';
import type { JobId } from '../../../lib/model/ids.ts';
import type { GenerateJob, JobEvent, JobListener } from '../../../lib/model/job.ts';
import type { EngineAbilities, EngineInfo, LoadProgress } from '../../../lib/model/model-info.ts';
import type { EndpointLoad, Engine } from '../../../lib/protocol/engine.ts';
import { ChatClient } from './chat.ts';
import { heeded } from './dialect.ts';
import { RunningJob } from './job.ts';
import { checkJob } from './check-job.ts';
import { type EndpointLimits } from './limits.ts';
import { type ListedModel, listModels } from './list-models.ts';
import { probe } from './probe.ts';
import { EndpointServer } from './server.ts';
import { Refusal } from './words.ts';
import type { EndpointWorld } from './world.ts';

export interface EndpointOptions {
  readonly load: EndpointLoad;
  readonly world: EndpointWorld;
  readonly emit: JobListener;
  /** Of answers; the usual ones when left out. */
  readonly limits?: EndpointLimits;
}

// Beyond this, requests only wait at the server, and browsers open six connections to one origin over HTTP/1.1.
const MOST_PARALLEL = 16;
// Of a load: the list of models comes at once, the first answer waits until the server has the model.
const LIST_SHARE = 0.1;

/** A model on an OpenAI-compatible server behind the engine port: each running job is one request. */
export class EndpointEngine implements Engine {
  private loaded: Promise<EngineInfo> | null = null;
  private client: ChatClient | null = null;
  private waiting: { readonly job: GenerateJob; readonly queuedAt: number }[] = [];
  private readonly running = new Map<JobId, RunningJob>();
  private ending = new AbortController();
  private readonly width: number;

  constructor(private readonly options: EndpointOptions) {
    this.width = Math.min(Math.max(1, Math.floor(options.load.parallel)), MOST_PARALLEL);
  }

  load(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    this.loaded ??= this.start(onProgress).catch((thrown: unknown) => {
      this.loaded = null;
      throw thrown;
    });
    return this.loaded;
  }

  private async start(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    const { load, world, limits } = this.options;
    const { signal } = this.ending;
    const began = world.now();
    const report = (fraction: number) => onProgress({ phase: 'start', fraction, doneBytes: 0, totalBytes: 0 });
    report(0);
    const server = new EndpointServer(world, load.url, load.key);
    const listed = await findListed(server, load.model, signal);
    report(LIST_SHARE);
    const client = new ChatClient(server, load.model, limits);
    await probe(client, signal);
    this.client = client;
    report(1);
    const { name, model: id } = load;
    return {
      model: { id, name, licence: null, downloadBytes: 0, contextTokens: listed?.contextTokens ?? null },
      device: 'remote',
      threads: null,
      crossOriginIsolated: globalThis.crossOriginIsolated,
      width: this.width,
      loadMs: world.now() - began,
      abilities: abilitiesOf(client, listed),
    };
  }

  generate(job: GenerateJob): void {
    const why = this.client ? checkJob(job) : fault('model-missing', 'The model is not loaded.');
    if (why) {
      this.fail(job.id, why);
      return;
    }
    this.waiting.push({ job, queuedAt: this.options.world.now() });
    this.fill();
  }

  cancel(id: JobId): void {
    const queued = this.waiting.findIndex(({ job }) => job.id === id);
    if (queued >= 0) {
      this.waiting.splice(queued, 1);
      this.say({ type: 'cancelled', id, usage: null });
    } else this.running.get(id)?.cancel();
  }

  dispose(): Promise<void> {
    this.client = null;
    this.loaded = null;
    this.ending.abort(new FaultError(fault('cancelled', 'The model was let go.')));
    this.ending = new AbortController();
    for (const id of [...this.waiting.map(({ job }) => job.id), ...this.running.keys()]) this.cancel(id);
    return Promise.resolve();
  }

  private fill(): void {
    while (this.client && this.running.size < this.width) {
      const next = this.waiting.shift();
      if (!next) return;
      const { job, queuedAt } = next;
      const { world } = this.options;
      const running = new RunningJob(job, {
        now: world.now,
        queuedAt,
        emit: (event) => this.say(event),
        neighbours: () => this.running.size,
        onEnd: () => {
          this.running.delete(job.id);
          this.fill();
        },
      });
      this.running.set(job.id, running);
      void running.run(this.client);
    }
  }

  private fail(id: JobId, why: Fault): void {
    this.say({ type: 'failed', id, fault: why });
  }

  private say(event: JobEvent): void {
    this.options.emit([event]);
  }
}

/** What the server lists of this model. A server without a list may still answer. */
async function findListed(
  server: EndpointServer,
  model: string,
  signal: AbortSignal,
): Promise<ListedModel | undefined> {
  try {
    return (await listModels(server, signal)).find(({ id }) => id === model);
  } catch (thrown) {
    const { code } = faultOf(thrown);
    const isNoToTheKey = thrown instanceof Refusal && (thrown.status === 401 || thrown.status === 403);
    if (code === 'endpoint-refused' && !isNoToTheKey) return undefined;
    throw thrown;
  }
}

function abilitiesOf(client: ChatClient, listed: ListedModel | undefined): EngineAbilities {
  return {
    seeds: client.dialect.dropped.has('seed') ? 'none' : 'best-effort',
    sampling: heeded(client.dialect, listed),
    formats: ['text', 'json'],
    answerPrefix: client.dialect.begin !== null,
  };
}

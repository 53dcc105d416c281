import { expect } from 'vitest';
import { Hub, large, someBytes } from '../../e2e/fixtures/hub.ts';
import type { FaultCode } from '../../lib/model/fault.ts';
import type { ModelSource } from '../../lib/model/catalogue.ts';
import type { DownloadProgress, ModelPackage } from '../../lib/protocol/models.ts';
import { LocalLocks } from './local-locks.ts';
import { MemoryStore } from './memory-store.test-help.ts';
import { Models } from './models.ts';
import type { World } from './ports.ts';

export const KEY = 'wllama/owner/tiny/model.gguf';
export const GGUF_BYTES = 1_000_000;

export const ggufSource: ModelSource = {
  kind: 'hub',
  repository: 'owner/tiny',
  revision: 'main',
  files: ['model.gguf'],
};

export const llmSource = (name: string): ModelSource => ({
  kind: 'web-llm',
  model: `https://huggingface.co/mlc/${name}`,
  library: 'https://libraries.test/v1/shared.wasm',
});

/** A models worker's core before a hub on this machine, with a store in memory that outlives it. */
export class Desk {
  readonly store = new MemoryStore();
  readonly locks = new LocalLocks();
  /** One list for each call of `download`. */
  readonly runs: DownloadProgress[][] = [];
  readonly waits: number[] = [];
  clock = 0;
  models: Models;

  private constructor(readonly hub: Hub) {
    hub.serve('owner/tiny', { 'model.gguf': large(someBytes(GGUF_BYTES, 7, 'GGUF')) });
    this.models = this.restart();
  }

  static async open(): Promise<Desk> {
    return new Desk(await new Hub().start());
  }

  get world(): World {
    return {
      store: this.store,
      caches: this.store.caches,
      locks: this.locks,
      fetch: (url, init) => fetch(this.hub.localUrl(url), init),
      free: () => Promise.resolve(null),
      now: () => (this.clock += 50),
      wait: (ms) => Promise.resolve(void this.waits.push(ms)),
      stallMs: 60_000,
    };
  }

  /** As after a reload, or in a second tab: the same store, a worker that knows nothing. */
  restart(change: Partial<World> = {}): Models {
    let run: DownloadProgress[] = [];
    const startRun = () => this.runs.push((run = []));
    class Watched extends Models {
      override download(pack: ModelPackage): Promise<void> {
        startRun();
        return super.download(pack);
      }
    }
    this.models = new Watched({ ...this.world, ...change }, (progress) => run.push(progress));
    return this.models;
  }

  async download(key = KEY, source = ggufSource): Promise<void> {
    await this.models.download(await this.models.inspect(key, source));
  }

  /** Waits until the hub holds an answer back and what it sent has arrived. */
  async held(bytes: number): Promise<void> {
    await expect.poll(() => this.hub.holding).toBeGreaterThan(0);
    await expect.poll(() => Math.max(...[...this.store.files.values()].map((file) => file.byteLength))).toBe(bytes);
  }

  /** Requests for a file's bytes since the last call, as `from` offsets. */
  taken(path: string): number[] {
    const asked = this.hub.requests.filter(({ method, host, path: at }) => {
      return method === 'GET' && host === 'store' && at.endsWith(`/${path}`);
    });
    this.hub.requests.length = 0;
    return asked.map(({ range }) => Number(/\d+/.exec(range ?? '0')?.[0]));
  }

  async bytes(key = KEY): Promise<Buffer[]> {
    const files = await this.models.open(key);
    return Promise.all(files.map(async ({ blob }) => Buffer.from(await blob.arrayBuffer())));
  }
}

export const failure = (code: FaultCode): unknown => expect.objectContaining({ fault: expect.objectContaining({ code }) as unknown });

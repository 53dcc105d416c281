import assert from 'node:assert/strict';
import type { GenerateJob, JobEvent } from '../../../lib/model/job.ts';
import type { EngineInfo, LoadProgress } from '../../../lib/model/model-info.ts';
import type { Engine } from '../../../lib/protocol/engine.ts';
import { Collector } from './collector.ts';
import type { ContractWorld } from './world.ts';

/** How a job went. */
export interface Answer {
  readonly text: string;
  readonly kinds: readonly JobEvent['type'][];
  readonly end: JobEvent;
}

/** One engine under test. */
export class Session {
  seen = new Collector();
  info: EngineInfo | null = null;
  disposed = false;

  constructor(readonly engine: Engine) {}

  async load(onProgress: (progress: LoadProgress) => void = () => undefined): Promise<EngineInfo> {
    this.info = await this.engine.load(onProgress);
    return this.info;
  }

  /** Gives all jobs in one turn and waits for their ends; forgets what was seen before. */
  async run(...jobs: readonly GenerateJob[]): Promise<Answer[]> {
    this.begin(...jobs);
    return this.answers(...jobs);
  }

  begin(...jobs: readonly GenerateJob[]): void {
    this.check();
    this.seen = new Collector();
    for (const job of jobs) this.engine.generate(job);
  }

  async answers(...jobs: readonly GenerateJob[]): Promise<Answer[]> {
    await this.seen.ended(...jobs.map((job) => job.id));
    return jobs.map(({ id }) => {
      const end = this.seen.end(id);
      assert(end);
      return { text: this.seen.text(id), kinds: this.seen.of(id).map((event) => event.type), end };
    });
  }

  async texts(...jobs: readonly GenerateJob[]): Promise<string[]> {
    return (await this.run(...jobs)).map(({ text, end }) => {
      assert.equal(end.type, 'done', JSON.stringify(end));
      return text;
    });
  }

  /** Fails if the engine broke an order that holds for every job. */
  check(): void {
    assert.deepEqual(this.seen.violations, []);
  }

  /** Cancels what a failed case left running, so that the next one finds an idle engine. */
  async settle(): Promise<void> {
    const running = [...new Set(this.seen.events.map((event) => event.id))].filter((id) => !this.seen.end(id));
    for (const id of running) this.engine.cancel(id);
    await this.seen.ended(...running);
  }

  async dispose(): Promise<void> {
    if (this.disposed) return;
    this.disposed = true;
    await this.engine.dispose();
  }
}

/** Gives the cases their engines: one loaded engine serves most of them, because a load may take a quarter minute. */
export class ContractRig {
  private kept: Session | null = null;

  constructor(readonly world: ContractWorld) {}

  /** An engine that was never loaded; later cases go on with it. */
  async fresh(): Promise<Session> {
    // Two of them may not fit into memory.
    await this.kept?.dispose();
    let session: Session | null = null;
    const engine = await this.world.make((events) => session?.seen.listen(events));
    session = new Session(engine);
    this.kept = session;
    return session;
  }

  async loaded(): Promise<Session & { readonly info: EngineInfo }> {
    const session = this.kept && !this.kept.disposed ? this.kept : await this.fresh();
    if (!session.info) await session.load();
    return session as Session & { readonly info: EngineInfo };
  }

  /** To be called after each case. @throws if the engine broke the order of events. */
  async afterCase(): Promise<void> {
    if (this.kept && !this.kept.disposed) await this.kept.settle();
    this.kept?.check();
  }

  async close(): Promise<void> {
    await this.kept?.dispose();
    this.kept = null;
  }
}

import type { Fault } from '../model/fault.ts';
import type { JobListener } from '../model/job.ts';
import type { EngineInfo } from '../model/model-info.ts';
import type { EngineLoadOptions, EngineWorkerApi, Outcome } from '../protocol/engine.ts';
import { ScriptedEngine, type ScriptedOptions } from '../../workers/engines/scripted.ts';
import { faultOf } from '../model/fault.ts';
import type { WorkerLink } from './link.ts';

export const origin: EngineLoadOptions = {
  engine: 'chorus',
  base: '/',
  model: 'm',
  source: { kind: 'origin' },
  threads: 0,
  width: 0,
};

/** A worker in this thread: a scripted engine, with ways to break it. */
export class FakeWorker {
  readonly loads: EngineLoadOptions[] = [];
  /** Messages that carried jobs, and how many each. */
  readonly posts: number[] = [];
  ended = false;
  /** Swallows cancels, jobs and pings. */
  deaf = false;
  /** Loads stay open until this is called. */
  release: () => void = () => undefined;
  private kill: (why: Fault) => void = () => undefined;
  private emit: JobListener = () => undefined;
  private readonly engine: ScriptedEngine;
  readonly link: WorkerLink<EngineWorkerApi>;

  constructor(script: Partial<ScriptedOptions> = {}, holdLoad = false) {
    this.engine = new ScriptedEngine({
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      ...script,
      emit: (events) => this.emit(events),
    });
    const gate = holdLoad ? new Promise<void>((resolve) => (this.release = resolve)) : Promise.resolve();
    let progress: Parameters<EngineWorkerApi['connect']>[1] = () => undefined;
    const load = async (options: EngineLoadOptions): Promise<Outcome<EngineInfo>> => {
      this.loads.push(options);
      await gate;
      try {
        return { ok: true, value: await this.engine.load(progress) };
      } catch (thrown) {
        return { ok: false, fault: faultOf(thrown) };
      }
    };
    const api = {
      connect: (onEvents: JobListener, onProgress: typeof progress) => {
        this.emit = (events) => (this.ended ? undefined : onEvents(events));
        progress = onProgress;
        return Promise.resolve();
      },
      load,
      generate: (jobs: Parameters<EngineWorkerApi['generate']>[0]) => {
        this.posts.push(jobs.length);
        if (!this.deaf) for (const job of jobs) this.engine.generate(job);
        return Promise.resolve();
      },
      cancel: (ids: Parameters<EngineWorkerApi['cancel']>[0]) => {
        if (!this.deaf) for (const id of ids) this.engine.cancel(id);
        return Promise.resolve();
      },
      ping: () => (this.deaf ? new Promise<never>(() => undefined) : Promise.resolve()),
    };
    this.link = {
      remote: api as unknown as WorkerLink<EngineWorkerApi>['remote'],
      died: new Promise((resolve) => (this.kill = resolve)),
      end: () => {
        this.ended = true;
        void this.engine.dispose();
      },
    };
  }

  die(why: Fault): void {
    this.kill(why);
  }
}

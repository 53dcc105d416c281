import type { ModelKey } from '../model/catalogue.ts';
import { type Fault, faultOf } from '../model/fault.ts';
import { measureModel } from './benchmark.ts';
import type { EnginePool } from './engine-pool.ts';
import type { Benchmark } from './models-state.ts';

export interface MeasuresWorld {
  readonly pool: EnginePool;
  readonly now: () => number;
  readonly newId: () => string;
  readonly onStart: (key: ModelKey) => void;
  /** Ends every measurement; both are null when the user stopped it. */
  readonly onEnd: (key: ModelKey, benchmark: Benchmark | null, why: Fault | null) => void;
}

/** Ten-second measurements that go on now. Nothing here rejects. */
export class Measures {
  private readonly running = new Map<ModelKey, AbortController>();

  constructor(private readonly world: MeasuresWorld) {}

  /** @returns false when the user stopped it. */
  async start(key: ModelKey): Promise<boolean> {
    if (this.running.has(key)) return true;
    const stop = new AbortController();
    this.running.set(key, stop);
    this.world.onStart(key);
    const { now, newId, pool } = this.world;
    let benchmark: Benchmark | null = null;
    let why: Fault | null = null;
    try {
      benchmark = await measureModel(pool, key, { signal: stop.signal, now, stamp: newId() });
    } catch (thrown) {
      const fault = faultOf(thrown);
      if (fault.code !== 'cancelled') why = fault;
    }
    this.running.delete(key);
    this.world.onEnd(key, benchmark, why);
    return !stop.signal.aborted;
  }

  stop(key: ModelKey): void {
    this.running.get(key)?.abort();
  }

  dispose(): void {
    for (const stop of this.running.values()) stop.abort();
  }
}

import type { ModelKey } from '../model/catalogue.ts';
import { fault, type Fault, FaultError, faultOf } from '../model/fault.ts';
import type { GenerateJob, JobEvent } from '../model/job.ts';
import type { EngineInfo } from '../model/model-info.ts';
import type { EngineLoadOptions, EngineWorkerApi } from '../protocol/engine.ts';
import { EngineHost, type GenerateOptions } from './host.ts';
import { Lane, type Turn } from './lane.ts';
import type { WorkerLink } from './link.ts';
import type { EngineView } from './models-state.ts';
import { generateWithRescue, tooLarge } from './rescue.ts';

/** What the pool must know of a model to run it. */
export interface PoolModel {
  readonly engine: EngineLoadOptions['engine'];
  /** Models of one lane take turns: they compute on the same device. Servers have a lane each. */
  readonly lane: string;
  /** Of this device, in bytes; null is unknown, and then it shares memory with no other. */
  readonly memoryBytes: number | null;
  /** @param shrink 0 at first, one more for each retry after out of memory or a lost device. @throws FaultError */
  readonly options: (shrink: number) => Promise<EngineLoadOptions>;
}

export interface PoolWorld {
  readonly spawn: (engine: EngineLoadOptions['engine']) => WorkerLink<EngineWorkerApi>;
  /** @throws FaultError for a model that is not there any more. */
  readonly model: (key: ModelKey) => PoolModel;
  readonly onView: (key: ModelKey, view: EngineView) => void;
  /** For all models that are loaded at once. */
  readonly budgetBytes: number;
  /** A load begins and ends; what stands between is what a crash leaves behind. */
  readonly onLoading: (key: ModelKey, loading: boolean) => void;
  /** Why this model must not be loaded without being asked for by name; null when it may. */
  readonly forbids: (key: ModelKey) => Fault | null;
  /** What to try instead of a model that proved too large, in a sentence; null when there is nothing. */
  readonly advice: (key: ModelKey) => string | null;
}

interface Slot {
  readonly model: PoolModel;
  readonly host: EngineHost;
  view: EngineView;
  shrink: number;
  jobs: number;
}

const idle: EngineView = { status: 'idle', progress: null, info: null, fault: null };

/**
 * All models of the page, each in its own worker. Models that share a device take turns, each loaded once for all jobs
 * that wait for it; another stays in memory when both fit, and goes when they do not.
 */
export class EnginePool {
  private readonly slots = new Map<ModelKey, Slot>();
  private readonly lanes = new Map<string, Lane<ModelKey>>();

  constructor(private readonly world: PoolWorld) {}

  view(key: ModelKey): EngineView {
    return this.slots.get(key)?.view ?? idle;
  }

  /** Loads a model now, after what runs on its device if that does not leave room. Nothing here rejects. */
  async load(key: ModelKey): Promise<void> {
    const slot = this.slot(key);
    if (!slot || slot.view.status === 'ready' || slot.view.status === 'loading') return;
    const turn = await this.lane(slot.model.lane).enter(key, new AbortController().signal);
    try {
      await this.ready(key, slot);
    } catch {
      // It stands in the view.
    } finally {
      turn?.leave();
    }
  }

  /** Frees a model; its jobs are cancelled. */
  unload(key: ModelKey): void {
    const slot = this.slots.get(key);
    if (!slot) return;
    this.slots.delete(key);
    slot.host.unload();
    this.world.onLoading(key, false);
    this.world.onView(key, idle);
  }

  /** Runs a job on a model, loading it first when needed. Resolves when the job has ended; never rejects. */
  async generate(key: ModelKey, job: GenerateJob, options: GenerateOptions): Promise<void> {
    const end = (why: unknown) => options.onEvent({ type: 'failed', id: job.id, fault: faultOf(why) });
    let turn: Turn | null = null;
    try {
      const { lane } = this.world.model(key);
      turn = await this.lane(lane).enter(key, options.signal);
      if (!turn) {
        options.onEvent({ type: 'cancelled', id: job.id, usage: null });
        return;
      }
      const slot = this.slot(key);
      if (!slot) throw new FaultError(fault('model-missing', 'This model is not in the list any more.'));
      const refused = slot.view.status === 'ready' ? null : this.world.forbids(key);
      if (refused) throw new FaultError(refused);
      slot.jobs++;
      try {
        await this.run(key, slot, job, options);
      } finally {
        slot.jobs--;
      }
    } catch (thrown) {
      end(thrown);
    } finally {
      turn?.leave();
    }
  }

  dispose(): void {
    for (const [key, slot] of this.slots) {
      slot.host.dispose();
      this.world.onLoading(key, false);
    }
    this.slots.clear();
  }

  private async run(key: ModelKey, slot: Slot, job: GenerateJob, options: GenerateOptions): Promise<void> {
    const canShrink = slot.model.engine === 'web-llm' || slot.model.engine === 'wllama';
    const generate = async (asked: GenerateJob, how: GenerateOptions) => {
      // The load is watched here for the view; the host answers every caller from the one load.
      void this.ready(key, slot).catch(() => undefined);
      await slot.host.generate(asked, how);
    };
    if (!canShrink) return generate(job, options);
    const before = slot.shrink;
    const onEvent = (event: JobEvent) => options.onEvent(this.withAdvice(key, event));
    await generateWithRescue(generate, job, { ...options, onEvent }, () => {
      // Rows that were lost together ask for one new worker, not one each.
      if (slot.shrink > before) return true;
      slot.shrink++;
      slot.host.unload(fault('device-lost', 'The model is loaded again with less context.'));
      this.change(key, slot, idle);
      return true;
    });
  }

  /** After the second loss the same model is no good advice. */
  private withAdvice(key: ModelKey, event: JobEvent): JobEvent {
    if (event.type !== 'failed' || !tooLarge.has(event.fault.code)) return event;
    const hint = this.world.advice(key);
    return hint === null ? event : { ...event, fault: { ...event.fault, hint } };
  }

  /** @throws FaultError, which also stands in the view. */
  private async ready(key: ModelKey, slot: Slot): Promise<EngineInfo> {
    if (slot.view.status !== 'ready' && slot.view.status !== 'loading') {
      this.makeRoom(key, slot.model);
      this.change(key, slot, { status: 'loading', progress: null, info: null, fault: null });
      this.world.onLoading(key, true);
    }
    try {
      const info = await slot.host.load();
      if (slot.view.status !== 'ready') this.change(key, slot, { status: 'ready', progress: null, info, fault: null });
      return info;
    } catch (thrown) {
      const why = faultOf(thrown);
      if (slot.view.status === 'loading')
        this.change(key, slot, { ...idle, ...(why.code !== 'cancelled' && { status: 'failed', fault: why }) });
      throw thrown;
    } finally {
      this.world.onLoading(key, false);
    }
  }

  /** Unloads idle models until this one fits beside the rest; those in use are left, whatever it costs. */
  private makeRoom(key: ModelKey, model: PoolModel): void {
    const others = [...this.slots].filter(([other, slot]) => other !== key && slot.view.status !== 'idle');
    let room = this.world.budgetBytes - need(model, this.world.budgetBytes);
    for (const [, slot] of others) room -= need(slot.model, this.world.budgetBytes);
    for (const [other, slot] of others) {
      if (room >= 0) return;
      if (slot.jobs > 0 || need(slot.model, this.world.budgetBytes) === 0) continue;
      room += need(slot.model, this.world.budgetBytes);
      this.unload(other);
    }
  }

  private slot(key: ModelKey): Slot | null {
    const held = this.slots.get(key);
    if (held) return held;
    let model: PoolModel;
    try {
      model = this.world.model(key);
    } catch {
      return null;
    }
    const slot: Slot = {
      model,
      view: idle,
      shrink: 0,
      jobs: 0,
      host: new EngineHost({
        spawn: () => this.world.spawn(model.engine),
        options: () => model.options(slot.shrink),
        onProgress: (progress) => {
          if (slot.view.status === 'loading') this.change(key, slot, { ...slot.view, progress });
        },
        onLost: (why) => this.change(key, slot, { ...idle, status: 'failed', fault: why }),
      }),
    };
    this.slots.set(key, slot);
    return slot;
  }

  private lane(name: string): Lane<ModelKey> {
    const lane = this.lanes.get(name) ?? new Lane<ModelKey>();
    this.lanes.set(name, lane);
    return lane;
  }

  private change(key: ModelKey, slot: Slot, view: EngineView): void {
    slot.view = view;
    if (this.slots.get(key) === slot) this.world.onView(key, view);
  }
}

function need({ memoryBytes, lane }: PoolModel, all: number): number {
  if (lane.startsWith('remote')) return 0;
  return memoryBytes ?? all;
}

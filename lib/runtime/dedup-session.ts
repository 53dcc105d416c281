import type { DedupDecision } from '../model/dedup.ts';
import { badInput, fault, faultOf } from '../model/fault.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { RunStore } from '../store/ports.ts';
import type { DedupClient } from './dedup-client.ts';
import { Decisions } from './dedup-decisions.ts';
import { ReviewRun } from './dedup-review.ts';
import { type DedupActions, type DedupState, noDedup } from './dedup-state.ts';
import { textsOf } from './dedup-subject.ts';
import { LiveJoin } from './live-likeness.ts';
import { failed } from './outcome.ts';
import type { PlayState } from './play-state.ts';
import type { ShardsClient } from './shards-client.ts';
import { StateBox } from './state-box.ts';

/** What the session needs; tests give stand-ins. */
export interface DedupSessionWorld {
  readonly client: Pick<
    DedupClient,
    'listen' | 'find' | 'check' | 'call' | 'cancel' | 'forget' | 'live' | 'forgetRun' | 'dispose'
  >;
  readonly shards: Pick<ShardsClient, 'call' | 'listenToChanges'>;
  readonly runs: () => Promise<RunStore>;
  readonly now: () => number;
  readonly newId: () => string;
  /** Calls once after so many milliseconds. @returns how to call it off */
  readonly later: (ms: number, run: () => void) => () => void;
}

// Shards change several times a second while they are imported or labelled; decisions are megabytes when they are large.
const CHANGED_MS = 1_000;

/** Near-duplicates: the review on screen, decisions, and repetition while a run goes on. Nothing here rejects. */
export class DedupSession {
  readonly actions: DedupActions;
  private readonly box = new StateBox<DedupState>(noDedup);
  private readonly decisions: Decisions;
  private readonly live: LiveJoin;
  private run: ReviewRun | null = null;
  private reading: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;
  private waiting: (() => void) | null = null;

  constructor(private readonly world: DedupSessionWorld) {
    this.decisions = new Decisions(world);
    this.live = new LiveJoin(world.client, (live) => this.box.set({ live }));
    world.client.listen({
      onEvent: ({ progress }) => this.run?.progress(progress),
      onLoading: (progress) => this.run?.loading(progress),
      onDeath: (why) => {
        this.live.workerLost();
        this.run?.died(why);
      },
    });
    world.shards.listenToChanges(() => {
      this.waiting ??= world.later(CHANGED_MS, () => {
        this.waiting = null;
        void this.refresh();
      });
    });
    this.actions = this.createActions();
  }

  getState = (): DedupState => this.box.get();
  subscribe = (listener: () => void): (() => void) => this.box.subscribe(listener);

  /** Reads the decisions. No worker of its own is started for that. */
  start(): Promise<void> {
    return this.refresh();
  }

  /** Give it Play's state whenever that changes. */
  playChanged(play: Pick<PlayState, 'run' | 'cells'>): void {
    this.live.playChanged(play);
  }

  dispose(): void {
    this.run = null;
    this.waiting?.();
    this.box.close();
    this.world.client.dispose();
  }

  /** Reads the decisions again; asked for in the middle, once more after it. */
  private refresh(): Promise<void> {
    // Whoever asks while a second reading waits for the first is answered by that second one.
    this.next ??= this.reading.then(() => {
      this.next = null;
      this.reading = this.readAll();
      return this.reading;
    });
    return this.next;
  }

  private async readAll(): Promise<void> {
    const { run } = this;
    const applied = run?.decision ?? null;
    try {
      const decisions = await this.decisions.list();
      // Undone in another place, or in another tab.
      if (applied !== null && !decisions.some(({ id }) => id === applied)) run?.undone();
      const old = this.getState().decisions;
      // A decision never changes, so that the same ones are the same list.
      const same = decisions.length === old.length && decisions.every(({ id }, i) => id === old[i]?.id);
      this.box.set({ decisions: same ? old : decisions, fault: null });
    } catch (thrown) {
      this.box.set({ fault: faultOf(thrown) });
    }
  }

  private createActions(): DedupActions {
    return {
      open: () => undefined, // they are read at the start
      find: (subject, method, floor) => {
        this.run?.end();
        const run: ReviewRun = new ReviewRun(
          {
            ...this.world,
            texts: (of) => textsOf(of, this.world),
            keep: (decision) => this.decisions.keep(decision),
            // The first news comes before the run is there.
            onChange: (review) => this.box.set({ review }),
          },
          subject,
          method,
          floor,
        );
        this.run = run;
      },
      cancel: () => this.run?.cancel(),
      setThreshold: (threshold) => this.run?.setThreshold(threshold),
      setKeep: (keep) => this.run?.setKeep(keep),
      clusters: (from, count) => this.run?.clusters(from, count) ?? nothingOpen(),
      choose: (item, choice) => this.run?.choose(item, choice) ?? nothingOpen(),
      check: (methods) => this.run?.check(methods),
      apply: async () => {
        const name = this.getState().review?.subject.name ?? '';
        const outcome = await (this.run?.apply(name) ?? nothingOpen());
        await this.refresh();
        return outcome;
      },
      undo: (id) =>
        this.withDecision(id, async (decision) => {
          await this.decisions.undo(decision);
          if (this.run?.decision === id) this.run.undone();
          await this.refresh();
          return { ok: true, value: undefined };
        }),
      exportDecision: (id) => this.withDecision(id, (decision) => this.decisions.file(decision)),
      close: () => {
        this.run?.end();
        this.run = null;
        this.box.set({ review: null });
      },
    };
  }

  private async withDecision<T>(
    id: string,
    work: (decision: DedupDecision) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    try {
      const decision = this.getState().decisions.find((one) => one.id === id);
      if (!decision) throw badInput('This decision is not here (any more).');
      return await work(decision);
    } catch (thrown) {
      return failed(faultOf(thrown));
    }
  }
}

const nothingOpen = (): Promise<Outcome<never>> =>
  Promise.resolve(failed(fault('bad-input', 'There is no comparison.', 'Look for duplicates first.')));

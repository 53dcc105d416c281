import type { DedupDecision, DedupMethod, KeepRule } from '../model/dedup.ts';
import { badInput, fault, type Fault, FaultError, faultOf } from '../model/fault.ts';
import type { LoadProgress } from '../model/model-info.ts';
import type { Cluster, DedupJobId, DedupProgress, DedupTexts, Grouping, HandChoice } from '../protocol/dedup.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { DedupClient } from './dedup-client.ts';
import type { Review, ReviewSubject } from './dedup-state.ts';
import { failed, unwrap } from './outcome.ts';
import { TimeLeft } from './time-left.ts';

/** What the paper used for words and for vectors. */
const FIRST_THRESHOLD = 0.9;
/** Of each kind for methods that compare words, which is done at once; the encoder takes ten milliseconds a text. */
const PLANTED_WORDS = 100;
const PLANTED_VECTORS = 20;

export interface ReviewWorld {
  readonly client: Pick<DedupClient, 'find' | 'check' | 'call' | 'cancel' | 'forget'>;
  readonly texts: (subject: ReviewSubject) => Promise<DedupTexts>;
  /** Keeps a decision: all of it or nothing. Rejects with a FaultError. */
  readonly keep: (decision: DedupDecision) => Promise<void>;
  readonly now: () => number;
  readonly newId: () => string;
  readonly onChange: (review: Review) => void;
}

/** One comparison from its start to the decision. Nothing here rejects; after `end` it tells nothing any more. */
export class ReviewRun {
  private review: Review;
  private ended = false;
  private readonly job: DedupJobId;
  private readonly timeLeft: TimeLeft;
  private grouping: Promise<void> | null = null;
  /** Counts what was wished of the grouping. */
  private wishes = 0;
  private applying: Promise<Outcome<DedupDecision>> | null = null;

  constructor(
    private readonly world: ReviewWorld,
    subject: ReviewSubject,
    method: DedupMethod,
    floor: number,
  ) {
    this.job = world.newId();
    this.timeLeft = new TimeLeft(world.now);
    this.review = {
      subject,
      method,
      floor,
      progress: null,
      state: 'running',
      fault: null,
      found: null,
      threshold: Math.max(floor, FIRST_THRESHOLD),
      keep: 'first',
      grouping: null,
      turn: 0,
      check: null,
      checking: false,
      decision: null,
    };
    world.onChange(this.review);
    void this.find();
  }

  get decision(): string | null {
    return this.review.decision?.id ?? null;
  }

  /** News of the worker; those of other jobs are not for this one. */
  progress(progress: DedupProgress): void {
    if (progress.job !== this.job || this.review.state !== 'running') return;
    this.set({ progress: { ...progress, secondsLeft: this.timeLeft.of(progress) } });
  }

  /** The encoder is being loaded, which the comparison waits for. */
  loading({ doneBytes, totalBytes }: LoadProgress): void {
    const stage = this.review.progress?.stage;
    if (stage === 'loading') this.progress({ job: this.job, stage, done: doneBytes, total: Math.max(1, totalBytes) });
  }

  /** The worker died: what it held is gone. An applied decision stands. */
  died(why: Fault): void {
    const { state } = this.review;
    if (state === 'running' || state === 'found') this.fail(why);
  }

  cancel(): void {
    if (this.review.state !== 'running') return;
    this.world.client.cancel(this.job);
    this.set({ state: 'cancelled', progress: null });
  }

  /** The worker forgets it, and nobody hears of it any more. */
  end(): void {
    this.ended = true;
    this.world.client.forget(this.job);
  }

  setThreshold(threshold: number): void {
    this.wish({ threshold: Math.max(this.review.floor, Math.min(1, threshold)) });
  }

  setKeep(keep: KeepRule): void {
    this.wish({ keep });
  }

  async clusters(from: number, count: number): Promise<Outcome<readonly Cluster[]>> {
    await this.grouping;
    return this.world.client.call((remote) => remote.clusters(this.job, from, count));
  }

  async choose(item: number, choice: HandChoice): Promise<Outcome<void>> {
    await this.grouping;
    if (this.review.state !== 'found' || this.applying) return failed(notOpen());
    const outcome = await this.world.client.call((remote) => remote.choose(this.job, item, choice));
    if (!outcome.ok) return outcome;
    this.grouped(outcome.value);
    return { ok: true, value: undefined };
  }

  check(methods: readonly DedupMethod[]): void {
    if (this.review.checking || (this.review.state !== 'found' && this.review.state !== 'applied')) return;
    this.set({ checking: true });
    const perKind = methods.some(({ kind }) => kind === 'semantic') ? PLANTED_VECTORS : PLANTED_WORDS;
    void this.world.client.check(this.job, methods, perKind).then((outcome) => {
      this.set({ checking: false, ...(outcome.ok ? { check: outcome.value, fault: null } : { fault: outcome.fault }) });
    });
  }

  /** Called again in the middle, it answers with the same decision. */
  apply(scope: string): Promise<Outcome<DedupDecision>> {
    this.applying ??= this.decide(scope)
      .then((value): Outcome<DedupDecision> => ({ ok: true, value }))
      .catch((thrown: unknown) => failed(faultOf(thrown)))
      .finally(() => (this.applying = null));
    return this.applying;
  }

  /** What the decision removed was put back. */
  undone(): void {
    if (this.review.state === 'applied') this.set({ state: 'found', decision: null });
  }

  private async find(): Promise<void> {
    const { subject, method, floor } = this.review;
    let outcome: Awaited<ReturnType<ReviewWorld['client']['find']>>;
    try {
      const texts = await this.world.texts(subject);
      // Cancelled or replaced before there was anything to cancel.
      if (this.ended || this.review.state !== 'running') return;
      outcome = await this.world.client.find(this.job, texts, { method, floor });
    } catch (thrown) {
      outcome = failed(faultOf(thrown));
    }
    if (this.review.state !== 'running') {
      // It was done in the moment in which it was cancelled.
      this.world.client.forget(this.job);
      return;
    }
    if (!outcome.ok) {
      this.fail(outcome.fault);
      return;
    }
    this.set({ state: 'found', progress: null, found: outcome.value });
    this.regroup();
  }

  private fail(why: Fault): void {
    if (why.code === 'cancelled') this.set({ state: 'cancelled', progress: null });
    else this.set({ state: 'failed', fault: why, progress: null, checking: false });
  }

  private wish(wish: Partial<Pick<Review, 'threshold' | 'keep'>>): void {
    const { state } = this.review;
    if (this.applying || (state !== 'running' && state !== 'found')) return;
    this.set(wish);
    if (state === 'found') this.regroup();
  }

  /** Groups as is wished now; wishes that come in the meantime are answered together after it. */
  private regroup(): void {
    this.wishes += 1;
    this.grouping ??= this.groupAll();
  }

  private async groupAll(): Promise<void> {
    for (let answered = 0; answered !== this.wishes && !this.ended;) {
      const asked = this.wishes;
      const { threshold, keep } = this.review;
      const outcome = await this.world.client.call((remote) => remote.group(this.job, threshold, keep));
      if (this.review.state !== 'found') break;
      answered = asked;
      if (outcome.ok) this.grouped(outcome.value);
      else this.set({ fault: outcome.fault });
    }
    this.grouping = null;
  }

  private grouped(grouping: Grouping): void {
    this.set({ grouping, turn: this.review.turn + 1, fault: null });
  }

  private async decide(scope: string): Promise<DedupDecision> {
    await this.grouping;
    const { state, grouping, method } = this.review;
    if (state !== 'found' || !grouping) throw new FaultError(notOpen());
    if (grouping.removed === 0) throw badInput('There is nothing to remove.');
    const removed = unwrap(await this.world.client.call((remote) => remote.removed(this.job)));
    if (this.ended) throw new FaultError(fault('cancelled', 'Another comparison took its place.'));
    const { threshold, keep, byHand, before, clusters } = grouping;
    const decision: DedupDecision = {
      version: 1,
      id: this.world.newId(),
      createdAt: this.world.now(),
      scope,
      method,
      threshold,
      keep,
      byHand,
      before,
      clusters,
      removed,
    };
    await this.world.keep(decision);
    this.set({ state: 'applied', decision, fault: null });
    return decision;
  }

  private set(part: Partial<Review>): void {
    this.review = { ...this.review, ...part };
    if (!this.ended) this.world.onChange(this.review);
  }
}

const notOpen = () => fault('bad-input', 'There is no finished comparison to decide on.', 'Look for duplicates first.');

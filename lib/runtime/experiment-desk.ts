import { objectionTo } from '../arms/check.ts';
import type { Experiment, ExperimentId, ExperimentSpec } from '../model/experiment.ts';
import { type Fault, fault } from '../model/fault.ts';
import type { Outcome } from '../protocol/engine.ts';
import { ExperimentBook } from './experiment-book.ts';
import { elsewhere, gone, isRecorded, notOpen } from './experiment-faults.ts';
import { experimentLock } from './experiment-lock.ts';
import { drawMore } from './experiment-draw.ts';
import type { KeptRecords, Records } from './experiment-records.ts';
import type { OpenExperiment } from './experiment-state.ts';
import type { ExperimentWorld } from './experiment-world.ts';
import { failed } from './outcome.ts';

interface DeskWorld extends ExperimentWorld {
  readonly records: Records;
  /** The one on the screen changed; null when none is. */
  readonly onOpen: (open: OpenExperiment | null) => void;
  /** Any of them changed. */
  readonly onBook: (book: ExperimentBook) => void;
}

/** The experiments in hand: the one on the screen, and the one that runs. Methods reject as the stores do. */
export class ExperimentDesk {
  private readonly books = new Map<ExperimentId, ExperimentBook>();
  private book: ExperimentBook | null = null;
  private beginning = false;

  constructor(private readonly world: DeskWorld) {}

  /** The one on the screen. */
  get shown(): ExperimentBook | null {
    return this.book;
  }

  isRunning(id: ExperimentId): boolean {
    return this.books.get(id)?.isRunning ?? false;
  }

  dispose(): void {
    for (const book of this.books.values()) book.dispose();
  }

  /** What is known of an experiment; null when there is none. */
  async find(id: ExperimentId): Promise<Experiment | null> {
    return this.books.get(id)?.open.experiment ?? (await this.world.records.read(id))?.experiment ?? null;
  }

  /**
   * Keeps an experiment, opens it and asks one answer of each arm.
   * @param make what is asked; refused without a call when another one runs
   */
  async begin(make: () => Promise<Outcome<Experiment>>): Promise<Outcome<ExperimentId>> {
    const busy = this.busyFault();
    if (busy) return failed(busy);
    this.beginning = true;
    try {
      const made = await make();
      if (!made.ok) return made;
      const { id } = made.value;
      await this.world.records.put({ experiment: made.value, trials: [] });
      const book = await this.read(id);
      if (!book) return failed(gone);
      this.books.set(id, book);
      // Before it is shown: a screen that offers to run it for a moment would be pressed.
      void book.calibrate();
      const shown = await this.show(id);
      return shown.ok ? { ok: true, value: id } : shown;
    } finally {
      this.beginning = false;
    }
  }

  /** @param again whether failed calls are asked once more */
  run(again: boolean): void {
    const { book } = this;
    if (!book || book.isRunning || book.open.experiment.recorded) return;
    const busy = this.busyFault();
    if (busy) book.say(busy);
    else void book.run(again);
  }

  async addMore(more: number): Promise<Outcome<void>> {
    const { book } = this;
    if (!book) return failed(notOpen);
    const { experiment } = book.open;
    if (experiment.recorded) return failed(isRecorded);
    if (book.isRunning) return failed(fault('bad-input', 'It is running.', 'Pause it first.'));
    const larger = await this.largerSpec(experiment.spec, experiment.spec.n + Math.max(0, Math.round(more)));
    if (!larger.ok) return larger;
    const { n, hub } = larger.value;
    // Another tab may have added some: those, and the personas that they were written for, stay.
    await book.change((now) => (now.spec.n === experiment.spec.n ? { ...now, spec: { ...now.spec, n, hub } } : now));
    if (book.open.experiment.spec.n === n) return done;
    return failed(fault('bad-input', 'Answers were added in another tab.', 'Look at how many there are now.'));
  }

  async show(id: ExperimentId): Promise<Outcome<void>> {
    const book = this.books.get(id) ?? (await this.read(id));
    if (!book) return failed(gone);
    this.leave();
    this.book = book;
    this.books.set(id, book);
    this.world.onOpen(book.open);
    await book.readResult();
    return done;
  }

  /** Takes it off the screen; what goes on in it goes on. */
  close(): void {
    this.leave();
    this.world.onOpen(null);
  }

  async rename(id: ExperimentId, name: string): Promise<void> {
    const book = this.books.get(id) ?? (await this.read(id));
    await book?.change((now) => ({ ...now, name }));
  }

  /** Ends what goes on in it and takes it off the screen, around its removal. */
  async around<T>(id: ExperimentId, remove: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const book = this.books.get(id);
    await book?.stop();
    let removed: Outcome<T> = failed(elsewhere);
    await this.world.alone(experimentLock(id), async () => {
      removed = await remove();
    });
    if (!removed.ok || !book) return removed;
    if (book === this.book) this.close();
    book.dispose();
    this.books.delete(id);
    return removed;
  }

  private leave(): void {
    const { book } = this;
    this.book = null;
    if (book && !book.isBusy) this.books.delete(book.open.experiment.id);
  }

  private async read(id: ExperimentId): Promise<ExperimentBook | null> {
    const { records } = this.world;
    const kept = await records.read(id);
    if (!kept) return null;
    const { reproduces } = kept.experiment;
    const recorded: KeptRecords | null = reproduces && (await records.read(reproduces));
    const onChange = (book: ExperimentBook) => {
      if (book === this.book) this.world.onOpen(book.open);
      this.world.onBook(book);
      // Nobody looks at it and nothing goes on any more.
      if (book !== this.book && !book.isBusy && this.books.get(id) === book) this.books.delete(id);
    };
    // Asked for twice at once it is still one book.
    return this.books.get(id) ?? new ExperimentBook({ ...this.world, onChange }, kept, recorded);
  }

  /** One experiment runs at a time: two would share the engine, and neither's time could be told. */
  private busyFault(): Fault | null {
    const running = [...this.books.values()].find((book) => book.isRunning);
    if (running) {
      const { name } = running.open.experiment;
      return fault('bad-input', `The experiment “${name}” is running.`, 'Pause it, or wait until it is done.');
    }
    return this.beginning ? fault('bad-input', 'Another experiment is about to begin.', 'Wait for it.') : null;
  }

  private async largerSpec(spec: ExperimentSpec, n: number): Promise<Outcome<ExperimentSpec>> {
    const drawn = spec.draw ? await drawMore(this.world.shards, spec.hub, spec.draw, n) : null;
    if (drawn && !drawn.ok) return drawn;
    const larger = { ...spec, n, hub: drawn?.value ?? spec.hub };
    const why = objectionTo(larger);
    return why === null ? { ok: true, value: larger } : failed(fault('bad-input', why));
  }
}

const done = { ok: true, value: undefined } as const;

import { objectionTo } from '../arms/check.ts';
import { estimatePlan } from '../arms/estimate.ts';
import type { Experiment, ExperimentId, ExperimentSpec, TrialPlace } from '../model/experiment.ts';
import { type Fault, fault, faultOf } from '../model/fault.ts';
import type { ChatPrompt } from '../model/job.ts';
import type { Outcome } from '../protocol/engine.ts';
import { ExperimentDesk } from './experiment-desk.ts';
import { changeDraft, draftOf, firstDraft, needsHub, plannedSpec, specOf } from './experiment-draft.ts';
import { drawHub } from './experiment-draw.ts';
import { gone, notOpen } from './experiment-faults.ts';
import { ExperimentList } from './experiment-list.ts';
import { nameOf } from './experiment-name.ts';
import { Previews, promptIn } from './experiment-preview.ts';
import { Records } from './experiment-records.ts';
import { exportReport, readReportFile } from './experiment-reports.ts';
import type { ExperimentActions, ExperimentDraft, ExperimentState, ExperimentStore } from './experiment-state.ts';
import type { ExperimentWorld } from './experiment-world.ts';
import { failed } from './outcome.ts';
import { StateBox } from './state-box.ts';

/** Experiments: the set-up, those that are kept, the one on the screen and the one that runs. Nothing here rejects. */
export class ExperimentSession implements ExperimentStore {
  readonly actions: ExperimentActions;
  private readonly box: StateBox<ExperimentState>;
  private readonly records: Records;
  private readonly list: ExperimentList;
  private readonly desk: ExperimentDesk;
  private readonly previews: Previews;
  /** Whether the draft was changed before the kept one was read. */
  private touched = false;

  constructor(private readonly world: ExperimentWorld) {
    const records = (this.records = new Records(world.open));
    this.previews = new Previews(world.shards);
    this.desk = new ExperimentDesk({
      ...world,
      records,
      onOpen: (open) => this.box.set({ open }),
      onBook: (book) => this.list.tell(book.open),
    });
    this.list = new ExperimentList({
      later: world.later,
      records,
      isRunning: (id) => this.desk.isRunning(id),
      onChange: (part) => this.box.set(part),
    });
    this.box = new StateBox<ExperimentState>({
      restored: false,
      kept: true,
      ...this.draftState(firstDraft()),
      list: [],
      open: null,
      undoable: [],
      fault: null,
    });
    this.actions = this.createActions();
  }

  getState = (): ExperimentState => this.box.get();
  subscribe = (listener: () => void): (() => void) => this.box.subscribe(listener);

  /** Reads the draft and what is kept. */
  async start(): Promise<void> {
    const { kept, fault: why } = await this.world.open();
    this.box.set({ kept, fault: why });
    const [draft] = await Promise.all([this.records.readDraft().catch(() => null), this.refresh()]);
    if (draft && !this.touched) this.box.set(this.draftState(draft));
    this.box.set({ restored: true });
  }

  /** Another model is chosen in the app: a draft that names none stands on it. */
  modelChanged(): void {
    const { draft } = this.getState();
    if (draft.models.length === 0) this.box.set(this.draftState(draft));
  }

  dispose(): void {
    this.box.close();
    this.list.dispose();
    this.desk.dispose();
    this.world.measure.dispose();
  }

  private createActions(): ExperimentActions {
    const { desk, list } = this;
    return {
      setDraft: (part) => this.setDraft(changeDraft(this.getState().draft, part)),
      resetDraft: () => this.setDraft(firstDraft()),
      previewPrompt: (arm, index) =>
        guarded(() => this.previews.prompt(this.getState().draft, this.world.model(), arm, index)),
      promptOf: (place) => this.promptOf(place),
      begin: () => this.begin(() => this.draftSpec(), null),
      run: () => desk.run(false),
      pause: () => desk.shown?.pause(),
      addMore: (n) => guarded(() => desk.addMore(n)),
      retryFailed: () => desk.run(true),
      openExperiment: (id) => guarded(() => desk.show(id)),
      close: () => {
        desk.close();
        void this.refresh();
      },
      rename: (id, name) => void this.rename(id, name.trim()),
      remove: (id) => guarded(() => desk.around(id, () => list.remove(id))),
      undoRemove: (id) => guarded(() => list.undoRemove(id)),
      analyse: (meaning) => desk.shown?.analyse(meaning),
      cancelAnalysis: () => desk.shown?.cancelAnalysis(),
      vote: (vote) => desk.shown?.vote({ ...vote, at: this.world.now() }),
      undoVote: () => desk.shown?.undoVote(),
      exportReport: (format, figures) =>
        guarded(async () =>
          desk.shown ? exportReport(desk.shown.open, format, figures, this.world.licence) : failed(notOpen),
        ),
      importReport: (file) => guarded(() => this.importReport(file)),
      reproduce: (id) => guarded(() => this.reproduce(id)),
      copyToDraft: (id) => void this.copyToDraft(id),
    };
  }

  private setDraft(draft: ExperimentDraft): void {
    this.touched = true;
    this.box.set(this.draftState(draft));
    this.records.putDraft(draft).catch((thrown: unknown) => this.report(faultOf(thrown, 'storage-blocked')));
  }

  /** The draft with what follows from it. */
  private draftState(draft: ExperimentDraft): Pick<ExperimentState, 'draft' | 'estimate' | 'objection'> {
    const spec = plannedSpec(draft, this.world.model());
    return { draft, estimate: estimatePlan(spec, []), objection: objectionTo(spec) };
  }

  private async draftSpec(): Promise<Outcome<ExperimentSpec>> {
    const { draft, objection } = this.getState();
    if (objection !== null) return failed(fault('bad-input', objection));
    const chosen = this.world.model();
    if (!needsHub(draft)) return { ok: true, value: specOf(draft, chosen, null) };
    const drawn = await drawHub(this.world.shards, draft.draw, draft.n);
    return drawn.ok ? { ok: true, value: specOf(draft, chosen, drawn.value) } : drawn;
  }

  private promptOf(place: TrialPlace): Outcome<ChatPrompt> {
    const open = this.desk.shown?.open;
    return open ? promptIn(open.experiment.spec, place, open.trials.values()) : failed(notOpen);
  }

  private async begin(
    makeSpec: () => Promise<Outcome<ExperimentSpec>>,
    repeats: Experiment | null,
  ): Promise<Outcome<ExperimentId>> {
    const begun = await guarded(() =>
      this.desk.begin(async () => {
        const spec = await makeSpec();
        return spec.ok ? { ok: true, value: this.experimentOf(spec.value, repeats) } : spec;
      }),
    );
    if (begun.ok) await this.refresh();
    return begun;
  }

  private experimentOf(spec: ExperimentSpec, repeats: Experiment | null): Experiment {
    return {
      version: 1,
      id: this.world.newId() as ExperimentId,
      createdAt: this.world.now(),
      name: repeats ? `${repeats.name} (again)` : nameOf(spec),
      spec,
      environment: this.world.environment(),
      blind: [],
      reproduces: repeats?.id ?? null,
      recorded: false,
    };
  }

  private async rename(id: ExperimentId, name: string): Promise<void> {
    if (name === '') return;
    await this.desk.rename(id, name).catch((thrown: unknown) => this.report(faultOf(thrown)));
    await this.refresh();
  }

  private async importReport(file: Blob): Promise<Outcome<ExperimentId>> {
    const { experiment, trials, result } = await readReportFile(file);
    // Opened before: the name and the votes that were given to it here stay.
    const known = await this.desk.find(experiment.id);
    const kept = known ? { ...experiment, name: known.name, blind: known.blind } : experiment;
    await this.records.put({ experiment: kept, trials });
    await this.records.putResult(experiment.id, trials, result);
    await this.refresh();
    const shown = await this.desk.show(experiment.id);
    return shown.ok ? { ok: true, value: experiment.id } : shown;
  }

  private async reproduce(id: ExperimentId): Promise<Outcome<ExperimentId>> {
    const repeats = await this.desk.find(id);
    if (!repeats) return failed(gone);
    // What came with a file may ask for what no set-up does.
    const objection = objectionTo(repeats.spec);
    if (objection !== null) return failed(fault('bad-input', objection));
    return this.begin(() => Promise.resolve({ ok: true, value: repeats.spec }), repeats);
  }

  private async copyToDraft(id: ExperimentId): Promise<void> {
    const experiment = await this.desk.find(id).catch(() => null);
    if (experiment) this.setDraft(draftOf(experiment.spec, this.getState().draft));
    else this.report(gone);
  }

  private async refresh(): Promise<void> {
    await this.list.refresh().catch((thrown: unknown) => this.report(faultOf(thrown)));
  }

  private report(why: Fault): void {
    this.box.set({ fault: why });
  }
}

async function guarded<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (thrown) {
    return failed(faultOf(thrown));
  }
}

import { type Fault, faultOf, fault, FaultError } from '../model/fault.ts';
import { modelKey } from '../model/catalogue.ts';
import type { RunId } from '../model/ids.ts';
import type { Column } from '../model/run.ts';
import type { KeptRun, Reproduction, SharedFile, SharedPlayground } from '../model/share.ts';
import type { RunStore } from '../store/ports.ts';
import { firstVoices } from './first-voices.ts';
import type { SharePlay } from './lazy-share.ts';
import type { ModelsStore } from './models-state.ts';
import { failed, unwrap } from './outcome.ts';
import type { PlaySession } from './play-session.ts';
import type { PlaySetUp } from './play-state.ts';
import { fetchFile, type FarLine } from './share-address.ts';
import type { ShareClient } from './share-client.ts';
import { keepRuns, knownOf, readKept } from './share-keep.ts';
import { readLink } from './share-open.ts';
import { choiceOf, type EntryOf, recordedRun } from './share-record.ts';
import { ReproductionWatch } from './share-reproduction.ts';
import { entriesFor, modelsOf, resolvePersonas, sourcesOf, until } from './share-resolve.ts';
import { setUpOf, unsavedOn } from './share-set-up.ts';
import {
  nothingShared,
  type Opened,
  type OpenedFrom,
  type OpenedPlayground,
  type Outcome,
  type ShareActions,
  type ShareState,
  type Unsaved,
} from './share-state.ts';
import type { ShardsClient } from './shards-client.ts';
import { StateBox } from './state-box.ts';

/** What the session needs; tests give stand-ins. */
export interface ShareWorld {
  readonly client: Pick<ShareClient, 'pack' | 'unpack' | 'packFile' | 'unpackFile' | 'dispose'>;
  readonly runs: () => Promise<RunStore>;
  readonly shards: Pick<ShardsClient, 'byIds' | 'sample' | 'call'>;
  readonly models: Pick<ModelsStore, 'getState' | 'subscribe'> & {
    readonly actions: Pick<ModelsStore['actions'], 'openCatalogue' | 'choose'>;
  };
  readonly play: Pick<PlaySession, 'getState' | 'subscribe' | 'openRun' | 'leaveRun'> & {
    readonly actions: Pick<PlaySession['actions'], 'openDraft' | 'generate' | 'stopAll'>;
  };
  /** Starts the worker that reads addresses. */
  readonly startFar: () => FarLine;
  readonly now: () => number;
}

type Undo = { readonly undo: () => void };

/** What was opened, what is shared, and the run that repeats a recording. Nothing here rejects. */
export class ShareSession {
  readonly actions: ShareActions;
  private readonly box = new StateBox<ShareState>(nothingShared);
  private readonly watch: ReproductionWatch;
  private reading = new AbortController();
  private readonly first: Promise<readonly Column[]>;
  /** The set-up that this session put on Play last, as it came out there. */
  private placed: PlaySetUp | null = null;

  constructor(private readonly world: ShareWorld) {
    this.watch = new ReproductionWatch({
      runs: world.runs,
      onChange: (reproduction: Reproduction | null) => this.box.set({ reproduction }),
    });
    const { client } = world;
    this.actions = {
      openLink: (fragment) =>
        this.open({ kind: 'link', fragment }, async () => playground(unwrap(await readLink(client, fragment)))),
      openFile: (file) =>
        this.open({ kind: 'file', name: file.name }, async () => unwrap(await client.unpackFile(file))),
      openAddress: (url) =>
        this.open({ kind: 'address', url }, async (signal) =>
          unwrap(await client.unpackFile(await fetchFile(url, world.startFar, signal))),
        ),
      close: () => this.close(),
      unsaved: () => this.unsaved(),
      toPlay: () => this.asked(async () => ({ undo: await this.place() })),
      runHere: () => this.asked(() => this.runHere()),
      keep: () => this.asked(() => this.keep()),
      pack: async (subject) => client.pack(subject, await sourcesOf(world.shards)),
      packFile: async (subject) => client.packFile({ kind: 'playground', subject }, await sourcesOf(world.shards)),
      packRuns: (ids) => this.asked(() => this.packRuns(ids)),
    };
    // Not before Play has brought the starter collection.
    this.first = until(world.play, ({ restored }) => restored).then(() => firstVoices(world.shards));
  }

  getState = (): ShareState => this.box.get();
  subscribe = (listener: () => void): (() => void) => this.box.subscribe(listener);

  /** From Play, at every change there. */
  playChanged(play: SharePlay): void {
    this.watch.playChanged(play);
  }

  dispose(): void {
    this.reading.abort();
    this.box.close();
    this.world.client.dispose();
  }

  private open(from: OpenedFrom, read: (signal: AbortSignal) => Promise<SharedFile>): void {
    this.reading.abort();
    const { signal } = (this.reading = new AbortController());
    const show = (what: Opened) => {
      if (!signal.aborted) this.box.set({ opened: what });
    };
    show({ from, kind: 'reading' });
    read(signal)
      .then((file) => this.lookAt(file, from))
      .then(
        (what) => show({ from, ...what }),
        (thrown: unknown) => show({ from, kind: 'failed', fault: faultOf(thrown) }),
      );
  }

  private async lookAt(file: SharedFile, from: OpenedFrom) {
    if (file.kind === 'playground') return this.look(file.playground, from);
    const known = await knownOf(await this.world.runs(), file.runs);
    return { kind: 'runs', runs: file.runs, known: known.size } as const;
  }

  /** What the playground needs and what of it is here. Nothing is fetched but the list of models beside this app. */
  private async look(shared: SharedPlayground, from: OpenedFrom): Promise<OpenedPlayground> {
    const { models, shards, now } = this.world;
    const wanted = modelsOf(shared);
    const [personas, entryOf] = await Promise.all([resolvePersonas(shared.recipe, shards), entriesFor(wanted, models)]);
    const came = from.kind === 'link' ? 'link' : 'file';
    return {
      kind: 'playground',
      playground: shared,
      personas,
      models: wanted.map((model) => ({ model, entry: entryOf(model) })),
      recorded: recordedRun(shared, personas, entryOf, came, now()),
    };
  }

  private close(): void {
    this.reading.abort();
    this.box.set({ opened: null });
  }

  /** Waits for the voices of a first visit: a set-up that nobody touched must not be taken for somebody's work. */
  private async unsaved(): Promise<Unsaved> {
    const first = await this.first;
    return unsavedOn(this.world.play.getState(), first, this.placed);
  }

  private opened(): OpenedPlayground {
    const { opened } = this.box.get();
    if (opened?.kind !== 'playground') throw new FaultError(fault('bad-input', 'Nothing is open.', 'Open it again.'));
    return opened;
  }

  /** Puts the recipe on Play. @returns how to take it back */
  private async place(): Promise<() => void> {
    const { playground: shared, personas } = this.opened();
    const { play, models } = this.world;
    await until(play, ({ restored }) => restored);
    const entryOf = this.entryOf();
    const setUp = setUpOf(shared.recipe, personas, entryOf);
    if (setUp.columns.length === 0) throw new FaultError(noVoice);
    const chosen = models.getState().chosen;
    const model = shared.recipe.model.kind === 'listed' ? entryOf(shared.recipe.model) : null;
    // The model first: Play tells columns apart by what they run on.
    const key = model ? modelKey(model.choice) : chosen;
    if (key !== chosen) models.actions.choose(key);
    const before = play.actions.openDraft(setUp);
    this.placed = setUpNow(play.getState());
    return () => {
      if (key !== chosen) models.actions.choose(chosen);
      play.actions.openDraft(before);
    };
  }

  private async runHere(): Promise<Undo> {
    const { recorded, personas, playground: shared } = this.opened();
    const { play } = this.world;
    // Answers are compared column by column: with one left out they would be compared with others.
    const whole = shared.recipe.columns.every(({ kind }, i) => kind === 'control' || personas[i] !== null);
    if (recorded === null || !whole) throw new FaultError(notWhole);
    await until(play, ({ restored }) => restored);
    play.actions.stopAll();
    await until(play, ({ active }) => active === 0);
    await keepRuns(await this.world.runs(), [recorded]);
    const shown = play.getState().run?.id ?? null;
    const takeBack = await this.place();
    play.actions.generate(recorded.run.id, recorded.cells);
    const made = play.getState().run?.id ?? null;
    return { undo: () => void this.leave(made, shown).then(takeBack) };
  }

  /** The run that was on the screen comes back. What was written in between stays under Runs. */
  private async leave(made: RunId | null, shown: RunId | null): Promise<void> {
    const { play } = this.world;
    if (play.getState().run?.id === made) play.actions.stopAll();
    await until(play, ({ active }) => active === 0);
    if (shown !== null) await play.openRun(shown);
    else if (made !== null) await play.leaveRun(made);
  }

  private async keep(): Promise<readonly RunId[]> {
    const { opened } = this.box.get();
    const runs = await this.world.runs();
    if (opened?.kind === 'runs') {
      const kept = await keepRuns(runs, opened.runs);
      // Told anew, unless something else was opened meanwhile.
      if (this.box.get().opened === opened) this.box.set({ opened: { ...opened, known: opened.runs.length } });
      return kept;
    }
    const { recorded } = this.opened();
    if (recorded === null) throw new FaultError(fault('bad-input', 'There are no answers to keep.', ''));
    return keepRuns(runs, [recorded]);
  }

  private async packRuns(ids: readonly RunId[]): Promise<Blob> {
    const runs: readonly KeptRun[] = await readKept(await this.world.runs(), ids);
    return unwrap(await this.world.client.packFile({ kind: 'runs', runs }, await sourcesOf(this.world.shards)));
  }

  /** As the models were listed when it was opened. */
  private entryOf(): EntryOf {
    const { models } = this.opened();
    const noEntry: EntryOf = () => null;
    const byKey = new Map(models.map(({ model, entry }) => [modelKey(choiceOf(model, noEntry)), entry]));
    return (model) => byKey.get(modelKey(choiceOf(model, noEntry))) ?? null;
  }

  private asked<T>(work: () => Promise<T>): Promise<Outcome<T>> {
    return work().then(
      (value): Outcome<T> => ({ ok: true, value }),
      (thrown: unknown) => failed(faultOf(thrown)),
    );
  }
}

const playground = (shared: SharedPlayground): SharedFile => ({ kind: 'playground', playground: shared });
const setUpNow = ({ task, columns, settings }: PlaySetUp): PlaySetUp => ({ task, columns, settings });

const noVoice: Fault = fault(
  'bad-input',
  'None of its voices is held here.',
  'Import the collection that they are from, then open it again.',
);
const notWhole: Fault = fault(
  'bad-input',
  'Not all of its voices are held here, so the answers could not be compared.',
  'Open it in Play, or import the collection that they are from.',
);

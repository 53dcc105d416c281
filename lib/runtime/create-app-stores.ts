import { readRecords } from '../catalogue/web-llm-records.ts';
import { type ModelKey, modelKey } from '../model/catalogue.ts';
import { faultOf } from '../model/fault.ts';
import type { RunId } from '../model/ids.ts';
import { openDexieStores } from '../store/dexie.ts';
import { localStorageMarker } from '../store/marker.ts';
import type { Stores } from '../store/ports.ts';
import { createCrashMark } from './crash-mark.ts';
import type { DedupClient } from './dedup-client.ts';
import type { DedupStore } from './dedup-state.ts';
import { type PromptApi, readDevice, readStorage } from './device.ts';
import { EnginePool } from './engine-pool.ts';
import { readEnvironment } from './environment.ts';
import type { ExperimentSession } from './experiment-session.ts';
import type { ExperimentStore } from './experiment-state.ts';
import { nextPaint } from './frames.ts';
import { HubSession } from './hub-session.ts';
import type { HubStore } from './hub-state.ts';
import { LazyDedup } from './lazy-dedup.ts';
import { LazyRuns } from './lazy-runs.ts';
import { LazyShare } from './lazy-share.ts';
import type { LedgerStore } from './ledger-state.ts';
import { ModelsClient } from './models-client.ts';
import { ModelsSession } from './models-session.ts';
import type { ModelsStore } from './models-state.ts';
import { openLedger } from './open-ledger.ts';
import { PlaySession } from './play-session.ts';
import type { PlayActions, PlayState } from './play-state.ts';
import { randomId } from './random-id.ts';
import type { RunsStore } from './runs-state.ts';
import { ShardsClient } from './shards-client.ts';
import type { ShareStore } from './share-state.ts';
import {
  spawnDedup,
  spawnEmbed,
  spawnEndpoint,
  spawnEngine,
  spawnFar,
  spawnModels,
  spawnShards,
  spawnShare,
} from './spawn.ts';

export interface AppStores {
  readonly play: {
    readonly actions: PlayActions;
    readonly getState: () => PlayState;
    readonly subscribe: (listener: () => void) => () => void;
  };
  readonly models: ModelsStore;
  readonly hub: HubStore;
  readonly dedup: DedupStore;
  readonly runs: RunsStore;
  readonly share: ShareStore;
  readonly ledger: LedgerStore;
  /** The experiment, whose code is fetched at the first call; the same store from then on. Rejects where it cannot be. */
  readonly openExperiment: () => Promise<ExperimentStore>;
  dispose(): void;
}

const SETTING = 'models';
const GiB = 1024 ** 3;
// Of a device that does not say how much memory it has.
const ASSUMED_GIB = 4;

/** Everything the screens stand on, over this browser's workers and database. */
export function createAppStores(): AppStores {
  // Before the first worker, which tells it from its first request on.
  const ledger = openLedger();
  const base = new URL('/', location.href).href;
  const { deviceMemory = ASSUMED_GIB } = navigator as { deviceMemory?: number };
  const opened = openRuns((why) => {
    play.storageLost(why);
    hub.storageLost(why);
  });
  const crashMark = createCrashMark(() => localStorage, window);
  const pool = new EnginePool({
    spawn: spawnEngine,
    model: (key) => models.poolModel(key),
    onView: (key, view) => models.engineChanged(key, view),
    // Half of the memory: the browser and everything else need the rest.
    budgetBytes: (deviceMemory * GiB) / 2,
    onLoading: (key, loading) => crashMark.set(key, loading),
    forbids: (key) => models.forbids(key),
    advice: (key) => models.advice(key),
  });
  const storage = () => readStorage((navigator as { storage?: StorageManager }).storage);
  const persist = async () => (await (navigator as { storage?: StorageManager }).storage?.persist()) ?? false;
  // One worker for Play and the Personas screen: it is the only writer of shards.
  const shards = new ShardsClient(spawnShards, `${base}personas/starter.json`);
  const models: ModelsSession = new ModelsSession({
    base,
    pool,
    client: new ModelsClient(spawnModels, (progress) => models.downloadProgress(progress)),
    spawnEndpoint,
    device: () =>
      readDevice(navigator, {
        isolated: crossOriginIsolated,
        secure: isSecureContext,
        promptApi: (globalThis as { LanguageModel?: PromptApi }).LanguageModel,
      }),
    storage,
    persist,
    readCatalogue: async () => readRecords(await (await fetch(`${base}models/web-llm.json`)).json()),
    readSaved: async () => (await opened).runs.getSetting(SETTING),
    save: async (saved) => (await opened).runs.putSetting(SETTING, saved),
    crashMark,
    now: () => Date.now(),
    newId: randomId,
  });
  const environment = () =>
    readEnvironment(navigator, { isolated: crossOriginIsolated, gpu: models.getState().device?.gpu ?? null });
  const quantisation = (key: ModelKey) =>
    models.getState().entries.find(({ choice }) => modelKey(choice) === key)?.quantisation ?? null;
  const play: PlaySession = new PlaySession({
    pool,
    shards,
    openStore: () => opened,
    model: () => models.choice(),
    quantisation,
    environment,
    now: () => Date.now(),
    newId: randomId,
    nextPaint,
  });
  const hub: HubSession = new HubSession({
    client: shards,
    storage,
    persist,
    runs: () => opened,
    columns: () => play.getState().columns,
    setColumns: (columns) => play.actions.setColumns(columns),
    now: () => Date.now(),
    later,
  });
  let dedupClient: Promise<DedupClient> | null = null;
  const likeness = () =>
    (dedupClient ??= import('./dedup-client.ts').then(
      (module) => new module.DedupClient({ spawnDedup, spawnEmbed, load: { base, threads: 0 } }),
    ));
  const dedup = new LazyDedup(async () => {
    const { DedupSession } = await import('./dedup-session.ts');
    const session = new DedupSession({
      client: await likeness(),
      shards,
      runs: async () => (await opened).runs,
      now: () => Date.now(),
      newId: randomId,
      later,
    });
    void session.start();
    return session;
  });
  const openRun = async (id: RunId) => {
    const shown = await play.openRun(id);
    if (shown.ok) models.actions.choose(modelKey(shown.value.spec.model));
    return shown;
  };
  const runs = new LazyRuns(async () => {
    const { RunsSession } = await import('./runs-session.ts');
    return new RunsSession({
      store: () => opened,
      likeness: await likeness(),
      openRun,
      runAgain: async (id) => {
        const shown = await openRun(id);
        if (shown.ok) play.repeatShown();
        return shown;
      },
      leaveRun: (id) => play.leaveRun(id),
      newId: randomId,
      later,
    });
  });
  const share = new LazyShare(async () => {
    const [{ ShareSession }, { ShareClient }] = await Promise.all([
      import('./share-session.ts'),
      import('./share-client.ts'),
    ]);
    return new ShareSession({
      client: new ShareClient(spawnShare),
      runs: async () => (await opened).runs,
      shards,
      models,
      play,
      startFar: spawnFar,
      now: () => Date.now(),
    });
  });
  let experiment: Promise<ExperimentSession> | null = null;
  const openExperiment = () =>
    (experiment ??= import('./open-experiment.ts').then(
      (module) => module.openExperiment({ base, pool, shards, models, opened, environment, quantisation, later }),
      (thrown: unknown) => {
        experiment = null;
        throw thrown;
      },
    ));
  play.subscribe(() => {
    dedup.playChanged(play.getState());
    runs.playChanged(play.getState());
    share.playChanged(play.getState());
  });
  models.subscribe(() => play.modelsChanged(models.getState()));
  // Play's first voices are drawn before the hub asks the worker for anything.
  void play.start().then(() => hub.start());
  void models.start();
  return {
    play,
    models,
    hub,
    dedup,
    runs,
    share,
    ledger,
    openExperiment,
    dispose() {
      ledger.close();
      void experiment?.then((session) => session.dispose());
      share.dispose();
      runs.dispose();
      dedup.dispose();
      // The runs may have asked for it alone.
      void dedupClient?.then((client) => client.dispose());
      hub.dispose();
      play.dispose();
      models.dispose();
      pool.dispose();
    },
  };
}

function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

type Opened = Awaited<ReturnType<PlaySessionWorld['openStore']>>;
type PlaySessionWorld = ConstructorParameters<typeof PlaySession>[0];

async function openRuns(onLost: (why: Opened['fault'] & object) => void): Promise<Opened & Pick<Stores, 'trials'>> {
  try {
    const marker = localStorageMarker(() => localStorage);
    const stores = await openDexieStores({ marker, onLost });
    return { runs: stores.runs, trials: stores.trials, kept: true, fault: null };
  } catch (thrown) {
    // Few browsers need it.
    const { createMemoryStores } = await import('../store/memory.ts');
    const { runs, trials } = createMemoryStores();
    return { runs, trials, kept: false, fault: faultOf(thrown, 'storage-blocked') };
  }
}

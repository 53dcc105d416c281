import { builtInEntries, defaultKey } from '../../lib/catalogue/built-in.ts';
import { fault } from '../../lib/model/fault.ts';
import { defaultSettings } from '../../lib/model/settings.ts';
import type { Column } from '../../lib/model/run.ts';
import type { PersonaId } from '../../lib/model/ids.ts';
import { chooseTask } from '../../lib/prompt/tasks.ts';
import { noDedup } from '../../lib/runtime/dedup-state.ts';
import { unreadHub } from '../../lib/runtime/hub-state.ts';
import { emptyLedger } from '../../lib/runtime/ledger-state.ts';
import { unreadRuns } from '../../lib/runtime/runs-state.ts';
import { nothingShared } from '../../lib/runtime/share-state.ts';
import type { DedupActions, DedupStore } from '../../components/providers/dedup.tsx';
import type { HubActions, HubStore, Outcome } from '../../components/providers/hub.tsx';
import type { LedgerStore } from '../../components/providers/ledger.tsx';
import type { ModelsActions, ModelsState, ModelsStore } from '../../components/providers/models.tsx';
import type { PlayActions, PlayState, PlayStore } from '../../components/providers/play.tsx';
import type { RunsStore } from '../../components/providers/runs.tsx';
import type { ShareStore } from '../../components/providers/share.tsx';

const blank = (index: number): Column => ({
  kind: 'persona',
  persona: { id: `blank-${index}` as PersonaId, text: '', labels: {}, shard: null },
  model: null,
  settings: null,
});

const engine = { status: 'idle', progress: null, info: null, fault: null } as const;

/** What the first screen looks like before anything is known: three voices and the control, as the session sets up. */
const play: PlayState = {
  restored: false,
  task: chooseTask('math'),
  columns: [blank(0), blank(1), blank(2), { kind: 'control', model: null, settings: null }],
  settings: defaultSettings,
  run: null,
  cells: new Map(),
  repeats: 1,
  active: 0,
  missing: 0,
  engine,
  engines: new Map(),
  storage: { kept: true, fault: null },
  starter: null,
};

const models: ModelsState = {
  restored: false,
  device: null,
  storage: { usedBytes: null, quotaBytes: null, modelBytes: 0, persisted: null },
  entries: builtInEntries(null),
  catalogue: 'unread',
  status: new Map(),
  chosen: defaultKey,
  recommended: null,
  endpoints: [],
  offer: null,
};

const nothing = () => undefined;
const never = () => nothing;

/** Controls are disabled until the state is restored, so none of these is called by hand. */
const playActions: PlayActions = {
  setTask: nothing,
  setSettings: nothing,
  setColumns: nothing,
  openDraft: (setUp) => setUp,
  generate: nothing,
  complete: nothing,
  addRepeats: nothing,
  redo: nothing,
  stop: nothing,
  stopAll: nothing,
  vote: nothing,
  searchPersonas: () => Promise.resolve({ total: 0, personas: [] }),
  samplePersonas: () => Promise.resolve([]),
  writePersona: () => null,
  reset: nothing,
};

const modelsActions: ModelsActions = {
  openCatalogue: nothing,
  choose: nothing,
  inspect: nothing,
  download: nothing,
  pause: nothing,
  remove: nothing,
  load: nothing,
  unload: nothing,
  measure: nothing,
  stopMeasure: nothing,
  measureEngines: nothing,
  loadEmbedded: nothing,
  addFiles: () => Promise.resolve(null),
  addFromHub: () => Promise.resolve(null),
  forget: nothing,
  addEndpoint: () => Promise.resolve(null),
  changeEndpoint: () => Promise.resolve(null),
  removeEndpoint: nothing,
  lookAtEndpoint: nothing,
  addEndpointModel: nothing,
  persist: nothing,
};

const notYet = (): Promise<Outcome<never>> =>
  Promise.resolve({ ok: false, fault: fault('cancelled', 'The app is still opening.') });

const hubActions: HubActions = {
  inspect: notYet,
  listDataset: notYet,
  startImport: notYet,
  pauseImport: nothing,
  resumeImport: notYet,
  cancelImport: notYet,
  dismissImport: nothing,
  rejections: notYet,
  describe: notYet,
  deleteShard: notYet,
  restoreShard: notYet,
  merge: notYet,
  verify: notYet,
  repair: notYet,
  exportRows: notYet,
  find: notYet,
  page: notYet,
  rows: notYet,
  detail: notYet,
  neighbours: notYet,
  counts: notYet,
  drawSample: notYet,
  putSet: notYet,
  deleteSet: notYet,
  undoDecision: notYet,
  toPlay: () => 0,
  usedIn: () => Promise.resolve([]),
  persist: () => Promise.resolve(),
};

export const openingHub: HubStore = { actions: hubActions, getState: () => unreadHub, subscribe: never };
export const openingPlay: PlayStore = { actions: playActions, getState: () => play, subscribe: never };
export const openingModels: ModelsStore = { actions: modelsActions, getState: () => models, subscribe: never };
export const openingRuns: RunsStore = {
  actions: {
    open: nothing,
    measure: nothing,
    openInPlay: notYet,
    runAgain: notYet,
    compare: notYet,
    deleteRuns: notYet,
    undoDelete: notYet,
  },
  getState: () => unreadRuns,
  subscribe: never,
};

const dedupActions: DedupActions = {
  open: () => undefined,
  find: nothing,
  cancel: nothing,
  setThreshold: nothing,
  setKeep: nothing,
  clusters: notYet,
  choose: notYet,
  check: nothing,
  apply: notYet,
  undo: notYet,
  exportDecision: notYet,
  close: nothing,
};

export const openingDedup: DedupStore = { actions: dedupActions, getState: () => noDedup, subscribe: never };

export const openingLedger: LedgerStore = { getState: () => emptyLedger, subscribe: never };

/** What the gate opens before the sessions are there is opened again by it when they are. */
export const openingShare: ShareStore = {
  actions: {
    openLink: nothing,
    openFile: nothing,
    openAddress: nothing,
    close: nothing,
    unsaved: () => Promise.resolve(null),
    toPlay: notYet,
    runHere: notYet,
    keep: notYet,
    pack: notYet,
    packFile: notYet,
    packRuns: notYet,
  },
  getState: () => nothingShared,
  subscribe: never,
};

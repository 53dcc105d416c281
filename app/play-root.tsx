'use client';

import { useEffect, useState } from 'react';
import { defaultSettings } from '../lib/model/settings.ts';
import type { Column } from '../lib/model/run.ts';
import type { PersonaId } from '../lib/model/ids.ts';
import { PlayScreen } from '../components/play/play-screen.tsx';
import { type PlayActions, PlayProvider, type PlayState, type PlayStore } from '../components/providers/play.tsx';

const blank = (index: number): Column => ({
  kind: 'persona',
  persona: { id: `blank-${index}` as PersonaId, text: '', labels: {}, shard: null },
});

/** What the first screen looks like before anything is known: three voices and the control, as the session sets up. */
const opening: PlayState = {
  restored: false,
  task: { id: 'math', shots: 'persona-few', system: null, template: '', answerPrefix: null },
  columns: [blank(0), blank(1), blank(2), { kind: 'control' }],
  settings: defaultSettings,
  run: null,
  cells: new Map(),
  repeats: 1,
  active: 0,
  missing: 0,
  engine: { status: 'idle', progress: null, info: null, fault: null, offer: null },
  storage: { kept: true, fault: null },
  starter: null,
};

const nothing = () => undefined;
/** Controls are disabled until the state is restored, so none of these is called by hand. */
const noActions: PlayActions = {
  setTask: nothing,
  setSettings: nothing,
  setColumns: nothing,
  generate: nothing,
  complete: nothing,
  addRepeats: nothing,
  redo: nothing,
  stop: nothing,
  stopAll: nothing,
  vote: nothing,
  loadModel: nothing,
  removeStored: () => Promise.resolve(),
  searchPersonas: () => Promise.resolve({ total: 0, personas: [] }),
  samplePersonas: () => Promise.resolve([]),
  writePersona: () => null,
  reset: nothing,
};

const openingStore: PlayStore = { actions: noActions, getState: () => opening, subscribe: () => nothing };

/**
 * The composition root of the screen. The session (workers, storage, Comlink) is loaded after the first paint; until it
 * is there the same screen stands on a store that only knows its size.
 */
export function PlayRoot() {
  const [store, setStore] = useState<PlayStore>(openingStore);
  const [failed, setFailed] = useState<unknown>(null);

  useEffect(() => {
    let gone = false;
    let session: { dispose(): void } | null = null;
    import('../lib/runtime/create-play-store.ts').then(
      ({ createPlayStore }) => {
        // Strict mode mounts twice: the first import may arrive when its effect is over.
        if (gone) return;
        const created = createPlayStore();
        session = created;
        setStore(created);
      },
      (error: unknown) => setFailed(error),
    );
    return () => {
      gone = true;
      session?.dispose();
      setStore(openingStore);
    };
  }, []);

  return (
    <PlayProvider store={store}>
      {failed !== null && (
        <p role="alert" className="bg-bad-wash px-6 py-2 text-ui">
          <strong className="font-semibold">A part of the app could not be loaded.</strong> Check the connection and
          reload the page.
        </p>
      )}
      <PlayScreen />
    </PlayProvider>
  );
}

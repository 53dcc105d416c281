'use client';

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import type { ExperimentActions, ExperimentState, ExperimentStore } from '../../lib/runtime/experiment-state.ts';

export type {
  Analysis,
  DraftDraw,
  ExperimentActions,
  ExperimentDraft,
  ExperimentReproduction,
  ExperimentState,
  ExperimentStore,
  ExperimentSummary,
  MeasureStage,
  OpenExperiment,
  Outcome,
  PlanEstimate,
  ReportFigure,
  ReportFormat,
  Scope,
} from '../../lib/runtime/experiment-state.ts';

/** Fetches the experiment's code at its first call and answers the same store from then on; may reject. */
export type OpenExperimentStore = () => Promise<ExperimentStore>;

interface Held {
  readonly store: ExperimentStore | null;
  /** Whether the code could not be fetched. */
  readonly missing: boolean;
  /** Fetches it where that was not done yet, or failed. */
  readonly fetch: () => void;
}

const ExperimentContext = createContext<Held | null>(null);

interface ProviderProps {
  /** Null while the app is opening. */
  readonly open: OpenExperimentStore | null;
  readonly children: ReactNode;
}

/** Fetches nothing by itself: the first screen that uses the experiment does. */
export function ExperimentProvider({ open, children }: ProviderProps) {
  const [held, setHeld] = useState<{ of: OpenExperimentStore | null; store: ExperimentStore | null; missing: boolean }>(
    { of: null, store: null, missing: false },
  );
  const fetch = useCallback(() => {
    if (!open) return;
    setHeld((now) => ({ ...now, missing: false }));
    open().then(
      (store) => setHeld({ of: open, store, missing: false }),
      () => setHeld({ of: open, store: null, missing: true }),
    );
  }, [open]);
  const value = useMemo(() => {
    // Stores of another life of the app are gone.
    const mine = held.of === open;
    return { store: mine ? held.store : null, missing: mine && held.missing, fetch };
  }, [held, open, fetch]);
  return <ExperimentContext value={value}>{children}</ExperimentContext>;
}

function useHeld(): Held {
  const held = useContext(ExperimentContext);
  if (!held) throw new Error('ExperimentProvider is missing');
  return held;
}

const never = () => () => undefined;
const nothing = () => null;

/**
 * The whole state and what can be done; null while the code is on its way (see `useExperimentMissing`). Parts of the
 * state are kept by reference where nothing about them changed.
 */
export function useExperiment(): { readonly state: ExperimentState; readonly actions: ExperimentActions } | null {
  const { store, fetch } = useHeld();
  useEffect(() => {
    if (!store) fetch();
  }, [store, fetch]);
  const read = store?.getState ?? nothing;
  const state = useSyncExternalStore<ExperimentState | null>(store?.subscribe ?? never, read, read);
  return useMemo(() => (store && state ? { state, actions: store.actions } : null), [store, state]);
}

/** Whether the experiment's code could not be fetched; then how to try again, else null. */
export function useExperimentMissing(): (() => void) | null {
  const { missing, fetch } = useHeld();
  return missing ? fetch : null;
}

const idle = () => false;

/** Whether calls of an experiment are asked in this tab. Fetches nothing: before the code is there, none is. */
export function useExperimentRuns(): boolean {
  const { store } = useHeld();
  const read = store ? () => store.getState().list.some(({ running }) => running) : idle;
  return useSyncExternalStore(store?.subscribe ?? never, read, idle);
}

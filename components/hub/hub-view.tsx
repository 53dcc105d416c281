'use client';

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { ShardId } from '../../lib/model/ids.ts';
import type { RowRef } from '../../lib/model/persona.ts';
import type { HubFilter, SampleHow, Scope } from '../providers/hub.tsx';

export const areas = ['library', 'browse', 'balance', 'duplicates'] as const;
export type Area = (typeof areas)[number];

/** What Browse is asked to show; each request is a new object, which Browse takes over as it is. */
export interface BrowseRequest {
  /** Null for all that are held. */
  /** What to search for; nothing unless given. */
  readonly text?: string;
  readonly shards: readonly ShardId[] | null;
  readonly filters: readonly HubFilter[];
  readonly set: string | null;
}

/** Some rows and what to call them: `PersonaHub`, `Search: baker`, `Set: Villagers`. */
export interface NamedScope {
  readonly scope: Scope;
  readonly name: string;
}

export interface SampleRequest extends NamedScope {
  readonly how: SampleHow;
}

interface HubView {
  readonly area: Area;
  readonly browse: BrowseRequest;
  /** Null: whatever Balance proposes. */
  readonly balance: NamedScope | null;
  /** Null: whatever is held first. */
  readonly duplicates: NamedScope | null;
  readonly sample: SampleRequest | null;
  readonly persona: RowRef | null;
}

interface HubViewActions {
  readonly show: (area: Area) => void;
  /** Goes to Browse with this. */
  readonly openBrowse: (request: BrowseRequest) => void;
  /** Goes to Balance with this. */
  readonly openBalance: (request: NamedScope) => void;
  /** Goes to Duplicates with this. */
  readonly openDuplicates: (request: NamedScope) => void;
  /** Opens the sample dialog over whatever is shown; null closes it. */
  readonly openSample: (request: SampleRequest | null) => void;
  /** Opens a persona over whatever is shown; null closes it. */
  readonly openPersona: (ref: RowRef | null) => void;
}

const opening: HubView = {
  area: 'library',
  browse: { shards: null, filters: [], set: null },
  balance: null,
  duplicates: null,
  sample: null,
  persona: null,
};

const ViewContext = createContext<HubView>(opening);
const ActionsContext = createContext<HubViewActions | null>(null);

/** Which area of the Personas screen is shown, and with what: how one area sends the user to another. */
export function HubViewProvider({ children }: { children: ReactNode }) {
  const [view, setView] = useState(opening);
  const actions = useMemo<HubViewActions>(() => {
    const set = (part: Partial<HubView>) => setView((old) => ({ ...old, ...part }));
    return {
      show: (area) => set({ area }),
      openBrowse: (browse) => set({ area: 'browse', browse, persona: null }),
      openBalance: (balance) => set({ area: 'balance', balance, persona: null }),
      openDuplicates: (duplicates) => set({ area: 'duplicates', duplicates, persona: null }),
      openSample: (sample) => set({ sample }),
      openPersona: (persona) => set({ persona }),
    };
  }, []);
  return (
    <ActionsContext value={actions}>
      <ViewContext value={view}>{children}</ViewContext>
    </ActionsContext>
  );
}

export function useHubView(): HubView {
  return useContext(ViewContext);
}

export function useHubViewActions(): HubViewActions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error('HubViewProvider is missing');
  return actions;
}

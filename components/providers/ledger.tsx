'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { LedgerState, LedgerStore } from '../../lib/runtime/ledger-state.ts';

export type { HostTotal, LedgerAsker, LedgerEntry, LedgerState, LedgerStore } from '../../lib/runtime/ledger-state.ts';

const LedgerContext = createContext<LedgerStore | null>(null);

/** @param props.store the ledger of `lib/runtime` in the app, a plain object in tests of screens. */
export function LedgerProvider({ store, children }: { store: LedgerStore; children: ReactNode }) {
  return <LedgerContext value={store}>{children}</LedgerContext>;
}

/** A part of what left this tab, by reference (see `usePlay`). */
export function useLedger<T>(select: (state: LedgerState) => T): T {
  const store = useContext(LedgerContext);
  if (!store) throw new Error('LedgerProvider is missing');
  const read = () => select(store.getState());
  return useSyncExternalStore(store.subscribe, read, read);
}

'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Fault } from '../../../lib/model/fault.ts';
import { type Found, type HubQuery, useHub, useHubActions } from '../../providers/hub.tsx';
import { rememberQuery } from './asked.ts';
import { queryKey } from './filters.ts';
import { PAGE_ROWS, RowPages } from './row-pages.ts';

/** Between two keys of a quick typist: each of them would be a search of its own. */
const PAUSE_MS = 60;

export interface Shown {
  /** Of the query that found it (`queryKey`). */
  readonly key: string;
  readonly found: Found;
  readonly pages: RowPages;
}

/**
 * What a query finds. The rows of the one before stay until the first rows of the next are here, so that nothing
 * flickers while one types.
 *
 * @param held changes when what is held does: then the same query is asked again
 */
export function useResult(query: HubQuery, held: string) {
  const actions = useHubActions();
  const live = useHub((state) => state.found);
  const [shown, setShown] = useState<Shown | null>(null);
  const [failure, setFailure] = useState<{ readonly query: HubQuery; readonly fault: Fault } | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let current = true;
    const search = async () => {
      const found = await actions.find(query);
      const first = found.ok && current ? await actions.page(found.value.result, 0, PAGE_ROWS) : found;
      if (!current) return;
      if (!found.ok || !first.ok) {
        setFailure(first.ok ? null : { query, fault: first.fault });
        return;
      }
      const { result } = found.value;
      rememberQuery(result, query);
      const rows = 'result' in first.value ? [] : first.value;
      const pages = new RowPages((from, count) => actions.page(result, from, count), rows);
      setShown({ key: queryKey(query), found: found.value, pages });
      setFailure(null);
    };
    const timer = setTimeout(() => void search(), PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [actions, query, held, attempt]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const grown = shown && live?.result === shown.found.result && live.total >= shown.found.total;
  return {
    shown,
    /** The newest state of what is shown: it grows while parts are read that have no index yet. */
    found: grown ? live : (shown?.found ?? null),
    /** Why this query was not answered. */
    fault: failure?.query === query ? failure.fault : null,
    /** The rows are still those of the query before. */
    old: shown !== null && shown.key !== queryKey(query),
    retry,
  };
}

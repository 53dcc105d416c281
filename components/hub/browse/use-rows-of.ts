'use client';

import { useMemo } from 'react';
import type { RowRef } from '../../../lib/model/persona.ts';
import { MAX_COLUMNS } from '../../../lib/model/settings.ts';
import { type Outcome, type PersonaRow, useHubActions } from '../../providers/hub.tsx';
import { plural } from '../../ui/format.ts';
import { faultText } from '../words.ts';

/** Of a result, at once: some megabytes of text. */
const PAGE = 2000;

/** What several screens do with rows; each answers with a sentence for people. */
export function useRowsOf() {
  const actions = useHubActions();
  return useMemo(() => {
    /** Rows of a result by name, `limit` at most. */
    const refsOf = async (result: number, total: number, limit: number): Promise<Outcome<readonly RowRef[]>> => {
      const refs: RowRef[] = [];
      const end = Math.min(total, limit);
      while (refs.length < end) {
        const page = await actions.page(result, refs.length, Math.min(PAGE, end - refs.length));
        if (!page.ok) return page;
        if (page.value.length === 0) break;
        for (const { ref } of page.value) refs.push(ref);
      }
      return { ok: true, value: refs };
    };
    const toPlay = (rows: readonly PersonaRow[]): string => {
      const added = actions.toPlay(rows);
      if (added === rows.length) return `${plural(added, 'persona')} added to Play.`;
      return added === 0
        ? `Nothing added: they are on the board of Play, or its ${MAX_COLUMNS} columns are taken.`
        : `${added} of ${plural(rows.length, 'persona')} added to Play; ${MAX_COLUMNS} columns are the most.`;
    };
    const refsToPlay = async (refs: readonly RowRef[]): Promise<string> => {
      const rows = await actions.rows(refs);
      return rows.ok ? toPlay(rows.value) : faultText(rows.fault);
    };
    return { refsOf, toPlay, refsToPlay };
  }, [actions]);
}

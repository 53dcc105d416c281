'use client';

import type { RefObject } from 'react';
import { type HubQuery, type PersonaRow, useHub } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { useHubViewActions } from '../hub-view.tsx';
import { useShards } from '../use-shards.ts';
import { faultText } from '../words.ts';
import { isNarrowed } from './filters.ts';
import { FoundBar } from './found-bar.tsx';
import { GoToRow } from './go-to-row.tsx';
import { PersonaList, type PersonaListHandle } from './persona-list.tsx';
import { nameOfQuery } from './query-words.ts';
import { TickBar } from './tick-bar.tsx';
import { tickActions, useTicks } from './tick-store.ts';
import type { useResult } from './use-result.ts';

interface BrowseListProps {
  readonly list: RefObject<PersonaListHandle | null>;
  readonly query: HubQuery;
  readonly result: ReturnType<typeof useResult>;
  /** Of all shards. */
  readonly total: number;
  readonly onQuery: (query: HubQuery) => void;
}

/** How many there are, the rows themselves, and what can be done with them. */
export function BrowseList({ list, query, result, total, onQuery }: BrowseListProps) {
  const { shown, found, fault, old, retry } = result;
  const { fromOf, byId } = useShards();
  const { openPersona } = useHubViewActions();
  const ticks = useTicks();
  const set = useHub((state) => state.sets.find(({ id }) => id === query.set)?.name);
  const names = [
    ...(query.shards ?? []).map((id) => byId.get(id)?.info.name ?? 'a shard that is gone'),
    ...(set === undefined ? [] : [`the set ${set}`]),
  ];
  const from = (row: PersonaRow) => fromOf(row.ref.shard);
  const trouble = fault ?? shown?.pages.fault ?? null;
  return (
    <>
      <div className="mt-1.5 mb-2 flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1.5">
        <p role="status" className="mr-auto min-w-52 text-small text-soft tabular-nums">
          {found ? (
            <>
              <strong className="text-ink">{formatCount(found.total)}</strong> of {formatCount(total)}
              {found.complete ? `, ${Math.max(1, Math.round(found.milliseconds))} ms` : ', more are being looked for…'}
            </>
          ) : (
            'Searching…'
          )}
        </p>
        <GoToRow total={found?.total ?? 0} onGo={(row) => list.current?.goTo(row)} />
        {found && <FoundBar found={found} name={nameOfQuery(query, names)} />}
      </div>
      {trouble && (
        <div className="mb-2">
          <Notice
            tone="bad"
            title="The personas could not be read."
            actions={
              <Button
                onClick={() => {
                  shown?.pages.retry();
                  retry();
                }}
              >
                Try again
              </Button>
            }
          >
            {faultText(trouble)}
          </Notice>
        </div>
      )}
      <div aria-busy={old} className="h-[max(24rem,calc(100dvh-26rem))]">
        {shown && found && (found.total > 0 || !found.complete) ? (
          <PersonaList
            // Another query starts at its first row; the same one asked again stays where it is.
            key={shown.key}
            ref={list}
            label="Personas found"
            pages={shown.pages}
            total={found.total}
            ticks={ticks}
            fromOf={from}
            onOpen={openPersona}
            onTick={tickActions.toggle}
          />
        ) : shown ? (
          <Nobody query={query} onQuery={onQuery} />
        ) : null}
      </div>
      <TickBar ticks={ticks} />
    </>
  );
}

function Nobody({ query, onQuery }: { query: HubQuery; onQuery: (query: HubQuery) => void }) {
  return (
    <div className="pt-6 text-ui">
      <p>Nobody here is like that. Fewer words find more.</p>
      {isNarrowed(query) && (
        <Button className="mt-3" onClick={() => onQuery({ ...query, text: '', shards: null, filters: [], set: null })}>
          Show everybody
        </Button>
      )}
    </div>
  );
}

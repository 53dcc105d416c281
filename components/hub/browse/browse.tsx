'use client';

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { type HubQuery, useHub } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { type BrowseRequest, useHubViewActions } from '../hub-view.tsx';
import { SetsDialog } from '../sets/sets-dialog.tsx';
import { useCounts } from '../use-counts.ts';
import { useOpener } from '../use-opener.ts';
import { useShards } from '../use-shards.ts';
import { BrowseList } from './browse-list.tsx';
import { FilterChips } from './filter-chips.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { chipsOf } from './filters.ts';
import type { PersonaListHandle } from './persona-list.tsx';
import { SearchField } from './search-field.tsx';
import { tickActions } from './tick-store.ts';
import { useResult } from './use-result.ts';

const orders = [
  { value: 'rank', label: 'best first' },
  { value: 'row', label: 'as in the shard' },
] as const;

/** Search and filters over everything that is held. */
export function Browse({ request }: { request: BrowseRequest }) {
  const restored = useHub((state) => state.restored);
  const { shards, ids } = useShards();
  const { show } = useHubViewActions();
  useEffect(() => {
    if (restored) tickActions.keepShards(ids);
  }, [restored, ids]);
  if (shards.length > 0) return <Browser request={request} />;
  return (
    <div className="mt-6 min-h-96">
      {restored ? (
        <>
          <p className="text-ui">No personas are held here yet.</p>
          <Button look="primary" className="mt-3" onClick={() => show('library')}>
            Go to the library
          </Button>
        </>
      ) : (
        <p role="status" className="text-ui text-soft">
          Reading what is held…
        </p>
      )}
    </div>
  );
}

function Browser({ request }: { request: BrowseRequest }) {
  const [taken, setTaken] = useState(request);
  const [query, setQuery] = useState<HubQuery>(() => queryFrom(request, 'rank'));
  // A request from elsewhere replaces all: what was typed before would hide what was asked for.
  if (taken !== request) {
    setTaken(request);
    setQuery(queryFrom(request, query.order));
  }
  const { ids, held, total } = useShards();
  const result = useResult(query, useHeld(query, held));
  const resultId = result.found?.result ?? null;
  const scope = useMemo(() => (resultId === null ? null : ({ kind: 'result', result: resultId } as const)), [resultId]);
  const { counts } = useCounts(scope, result.found?.complete ? 'complete' : 'growing');
  const [dialog, setDialog] = useState<'filters' | 'sets' | null>(null);
  const list = useRef<PersonaListHandle>(null);
  const narrowing = chipsOf(query, ids).length;
  const panel = <FilterPanel query={query} counts={counts} onQuery={setQuery} onSets={() => setDialog('sets')} />;

  return (
    <div className="mt-4 grid gap-x-8 full:grid-cols-[17rem_minmax(0,1fr)]">
      <aside
        aria-label="Narrow the list"
        className="max-h-[max(34rem,calc(100dvh-12rem))] overflow-y-auto pr-2 max-full:hidden"
      >
        {panel}
      </aside>
      <section aria-label="Personas" className="min-w-0">
        <div className="flex flex-wrap items-end gap-x-2 gap-y-1.5">
          <SearchField
            value={query.text}
            onChange={(text) => setQuery({ ...query, text })}
            onLeave={() => list.current?.focus()}
          />
          <SelectField
            label="Order"
            value={query.order}
            options={orders}
            onChange={(order) => setQuery({ ...query, order })}
            className="w-36 max-wide:hidden"
          />
          <Button className="min-h-10 full:hidden" onClick={() => setDialog('filters')}>
            Filters{narrowing > 0 && ` (${narrowing})`}
          </Button>
        </div>
        <div className="mt-1.5">
          <FilterChips query={query} onQuery={setQuery} />
        </div>
        <BrowseList list={list} query={query} result={result} total={total} onQuery={setQuery} />
      </section>
      {dialog === 'filters' && <FilterDialog onClose={() => setDialog(null)}>{panel}</FilterDialog>}
      {dialog === 'sets' && <SetsDialog onClose={() => setDialog(null)} />}
    </div>
  );
}

function FilterDialog({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const opener = useOpener();
  return (
    <Dialog title="Filters" returnTo={opener} onClose={onClose}>
      {children}
    </Dialog>
  );
}

function queryFrom({ text = '', shards, filters, set }: BrowseRequest, order: HubQuery['order']): HubQuery {
  return { text, shards, filters, set, order };
}

/** Changes when the query would find something else: rows came or went, or the members of its set. */
function useHeld(query: HubQuery, held: string): string {
  const set = useHub((state) => (query.set === null ? undefined : state.sets.find(({ id }) => id === query.set)));
  return `${held}\n${set ? set.members.map(({ shard, row }) => `${shard}/${row}`).join(' ') : ''}`;
}

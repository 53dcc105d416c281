'use client';

import { useState } from 'react';
import { type LabelName, labelNames } from '../../../lib/model/persona.ts';
import { valueText } from '../../personas/label-text.ts';
import { type HubQuery, type LabelCounts, useHub } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useShards } from '../use-shards.ts';
import { labelTitles } from '../words.ts';
import { ColumnFilter } from './column-filter.tsx';
import { Facet } from './facet.tsx';
import { facetOf, type KnownValues, learnValues } from './facets.ts';
import { toggleShard, toggleValue, valuesOf } from './filters.ts';

interface FilterPanelProps {
  readonly query: HubQuery;
  readonly counts: LabelCounts | null;
  readonly onQuery: (query: HubQuery) => void;
  readonly onSets: () => void;
}

/** Everything that narrows the list but the words. */
export function FilterPanel({ query, counts, onQuery, onSets }: FilterPanelProps) {
  return (
    <>
      <ShardChoice query={query} onQuery={onQuery} />
      <SetChoice query={query} onQuery={onQuery} onSets={onSets} />
      <h2 className="sr-only">Labels</h2>
      {counts && <LabellingProgress counts={counts} />}
      {counts ? (
        <Facets query={query} counts={counts} onQuery={onQuery} />
      ) : (
        <p className="h-80 text-ui text-soft">Counting…</p>
      )}
      <ColumnFilter query={query} onQuery={onQuery} />
    </>
  );
}

type PartProps = Pick<FilterPanelProps, 'query' | 'onQuery'>;

function ShardChoice({ query, onQuery }: PartProps) {
  const { shards, ids } = useShards();
  return (
    <fieldset className="min-w-0 border-b border-line pb-1.5">
      <legend className="text-small text-soft">Only in</legend>
      <ul className="max-h-44 overflow-y-auto">
        {shards.map(({ info, removed }) => (
          <li key={info.id}>
            <label className="flex min-h-7 items-center gap-2 rounded-small px-1 text-ui hover:bg-wash">
              <input
                type="checkbox"
                className="size-4 shrink-0"
                checked={query.shards?.includes(info.id) ?? false}
                onChange={() => onQuery({ ...query, shards: toggleShard(query.shards, info.id, ids) })}
              />
              <span className="min-w-0 flex-1 truncate">{info.name}</span>
              <span className="text-small text-soft tabular-nums">{formatCount(info.count - removed)}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function SetChoice({ query, onQuery, onSets }: PartProps & Pick<FilterPanelProps, 'onSets'>) {
  const sets = useHub((state) => state.sets);
  return (
    <div className="flex items-end gap-2 border-b border-line py-1.5">
      <SelectField
        label="Set"
        className="flex-1"
        value={query.set ?? ''}
        options={[
          { value: '', label: 'any' },
          ...sets.map(({ id, name, members }) => ({ value: id, label: `${name} (${formatCount(members.length)})` })),
        ]}
        onChange={(set) => onQuery({ ...query, set: set === '' ? null : set })}
      />
      <Button className="min-h-8.5" onClick={onSets}>
        Sets…
      </Button>
    </div>
  );
}

/** Labels are made in the background: until then rows without them count nowhere. */
function LabellingProgress({ counts }: { counts: LabelCounts }) {
  if (counts.labelled >= counts.rows) return null;
  const text = `${formatCount(counts.labelled)} of ${formatCount(counts.rows)}`;
  return (
    <div className="py-1.5 text-small text-soft">
      Labels are being made: {text}
      <Progress label="Labels made" value={counts.labelled / counts.rows} valueText={text} className="mt-1" />
    </div>
  );
}

function Facets({ query, counts, onQuery }: PartProps & { counts: LabelCounts }) {
  const isChosen = (label: LabelName) => valuesOf(query.filters, 'label', label).length > 0;
  const [open, setOpen] = useState<ReadonlySet<LabelName>>(new Set(['region', 'age', 'occupation']));
  const [seen, setSeen] = useState<{ readonly counts: LabelCounts | null; readonly known: KnownValues }>({
    counts: null,
    known: {},
  });
  if (seen.counts !== counts) setSeen({ counts, known: learnValues(seen.known, counts, isChosen) });
  return labelNames.map((label) => (
    <Facet
      key={label}
      title={labelTitles[label]}
      values={facetOf(label, counts, valuesOf(query.filters, 'label', label), seen.known[label] ?? [])}
      nameOf={(value) => valueText(label, value)}
      open={open.has(label) || isChosen(label)}
      onOpen={(next) => {
        const now = new Set(open);
        if (next) now.add(label);
        else now.delete(label);
        setOpen(now);
      }}
      onToggle={(value) => onQuery({ ...query, filters: toggleValue(query.filters, 'label', label, value) })}
    />
  ));
}

'use client';

import { labelNames } from '../../../lib/model/persona.ts';
import { valueText } from '../../personas/label-text.ts';
import { type HubQuery, useHub } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { CloseIcon } from '../../ui/icons.tsx';
import { useShards } from '../use-shards.ts';
import { labelTitles } from '../words.ts';
import { type Chip, chipsOf } from './filters.ts';

interface FilterChipsProps {
  readonly query: HubQuery;
  readonly onQuery: (query: HubQuery) => void;
}

/** What narrows the list, each to be taken off with one press. Its line stays when it is empty. */
export function FilterChips({ query, onQuery }: FilterChipsProps) {
  const { ids, byId } = useShards();
  const sets = useHub((state) => state.sets);
  const chips = chipsOf(query, ids);
  const textOf = ({ kind, name, value }: Chip): string => {
    if (kind === 'shard')
      return [...byId.values()].find(({ info }) => info.id === value)?.info.name ?? 'a shard that is gone';
    if (kind === 'set') return `Set: ${sets.find(({ id }) => id === value)?.name ?? 'a set that is gone'}`;
    const label = kind === 'label' ? labelNames.find((each) => each === name) : undefined;
    return label === undefined
      ? `${name}: ${value ?? 'not given'}`
      : `${labelTitles[label]}: ${valueText(label, value)}`;
  };
  return (
    <ul aria-label="Filters" className="flex min-h-8 flex-wrap items-center gap-1.5">
      {chips.map((chip) => (
        <li key={chip.key} className="min-w-0">
          <button
            type="button"
            aria-label={`Take off: ${textOf(chip)}`}
            onClick={() => onQuery(chip.without)}
            className="flex min-h-7 max-w-full items-center gap-1.5 rounded-full border border-accent bg-accent-wash pr-2 pl-3 text-small text-ink hover:border-soft"
          >
            <span className="min-w-0 truncate">{textOf(chip)}</span>
            <CloseIcon className="size-3.5 shrink-0" />
          </button>
        </li>
      ))}
      {chips.length === 0 && <li className="text-small text-soft">No filters</li>}
      {chips.length > 1 && (
        <li>
          <Button
            look="plain"
            className="min-h-7 text-small"
            onClick={() => onQuery({ ...query, shards: null, filters: [], set: null })}
          >
            Take all off
          </Button>
        </li>
      )}
    </ul>
  );
}

'use client';

import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { formatCount } from '../../ui/format.ts';
import { ChevronIcon } from '../../ui/icons.tsx';
import type { FacetValue } from './facets.ts';
import type { FilterValue } from './filters.ts';

/** As many as one takes in at a glance. */
const FEW = 7;

interface FacetProps {
  readonly title: string;
  readonly values: readonly FacetValue[];
  readonly nameOf: (value: FilterValue) => string;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onToggle: (value: FilterValue) => void;
}

/** The values of one label, each to be ticked, with how many personas have it. */
export function Facet({ title, values, nameOf, open, onOpen, onToggle }: FacetProps) {
  const id = useId();
  const [whole, setWhole] = useState(false);
  const chosen = values.filter((value) => value.chosen).length;
  // Chosen ones are never folded away.
  const shown = whole ? values : values.filter((value, index) => index < FEW || value.chosen);
  return (
    <section className="border-b border-line py-0.5">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => onOpen(!open)}
          className="flex min-h-8 w-full items-center gap-1.5 rounded-small text-left text-ui hover:text-accent"
        >
          <ChevronIcon className={cx('size-4 shrink-0 text-soft', !open && '-rotate-90')} />
          <span className="min-w-0 flex-1 font-semibold">{title}</span>
          {chosen > 0 && <span className="text-small text-accent tabular-nums">{chosen} chosen</span>}
        </button>
      </h3>
      <div id={id} hidden={!open} className="pb-1.5 pl-1">
        <ul aria-label={title} className={cx(whole && 'max-h-72 overflow-y-auto')}>
          {shown.map(({ value, count, chosen: isChosen }) => (
            <li key={value ?? ' '}>
              <label className="flex min-h-7 items-center gap-2 rounded-small px-1 text-ui hover:bg-wash">
                <input
                  type="checkbox"
                  className="size-4 shrink-0"
                  checked={isChosen}
                  onChange={() => onToggle(value)}
                />
                <span className={cx('min-w-0 flex-1 truncate', value === null && 'text-soft italic')}>
                  {nameOf(value)}
                </span>
                {count !== null && <span className="text-small text-soft tabular-nums">{formatCount(count)}</span>}
              </label>
            </li>
          ))}
        </ul>
        {values.length === 0 && <p className="px-1 text-small text-soft">Nobody here.</p>}
        {values.length > shown.length || whole ? (
          <Button
            look="plain"
            className="min-h-7 px-1 text-small"
            aria-expanded={whole}
            onClick={() => setWhole(!whole)}
          >
            {whole ? 'Fewer' : `All ${formatCount(values.length)}`}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

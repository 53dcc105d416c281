'use client';

import { useId, useState } from 'react';
import { compareWith } from '../../../lib/balance/compare.ts';
import { quotasFrom, type Reference, referencesOf } from '../../../lib/balance/references.ts';
import type { LabelName } from '../../../lib/model/persona.ts';
import type { LabelCounts } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { queryOf } from '../browse/asked.ts';
import { useHubViewActions } from '../hub-view.tsx';
import type { KeyedScope } from '../use-scopes.ts';
import { labelTitles } from '../words.ts';
import { ComparedBars } from './compared-bars.tsx';
import { browseRequest, percentText } from './figures.ts';
import { KnownBars } from './known-bars.tsx';
import { MeasuredLine } from './measured-line.tsx';
import { ReferenceLine } from './reference-line.tsx';

interface LabelBalanceProps {
  readonly label: LabelName;
  readonly counts: LabelCounts;
  readonly scope: KeyedScope;
}

/** One label: who is unknown, then how the others are shared out, beside the world where there are figures of it. */
export function LabelBalance({ label, counts, scope }: LabelBalanceProps) {
  const id = useId();
  const references = referencesOf(label);
  const [chosen, setChosen] = useState<string | null>(null);
  const reference = references.find((one) => one.id === chosen) ?? references[0];
  const { openBrowse } = useHubViewActions();
  const query = scope.scope.kind === 'result' ? queryOf(scope.scope.result) : null;
  const open = (values: readonly (string | null)[]) => {
    const request = browseRequest(scope.scope, query, { by: 'label', name: label, values });
    return request && (() => openBrowse(request));
  };
  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="flex min-h-14 flex-wrap items-end justify-between gap-x-4 border-b border-edge pb-1">
        <h2 id={id} className="text-title font-semibold">
          {labelTitles[label]}
        </h2>
        {references.length > 1 && reference && (
          <SelectField
            label={`${labelTitles[label]}: compare with`}
            value={reference.id}
            options={references.map((one) => ({ value: one.id, label: one.title }))}
            onChange={setChosen}
            className="w-52"
          />
        )}
      </div>
      <Unknown label={label} counts={counts} onOpen={open([null])} />
      {reference ? (
        <Compared label={label} counts={counts} reference={reference} scope={scope} open={open} />
      ) : (
        <KnownBars label={label} counts={counts} open={open} />
      )}
      <MeasuredLine label={label} />
    </section>
  );
}

function Unknown({
  label,
  counts,
  onOpen,
}: Pick<LabelBalanceProps, 'label' | 'counts'> & { onOpen: (() => void) | null }) {
  const known = counts.labels[label].reduce((sum, { value, count }) => (value === null ? sum : sum + count), 0);
  const unknown = Math.max(0, counts.labelled - known);
  const share = counts.labelled === 0 ? 0 : unknown / counts.labelled;
  return (
    <div className="py-2 text-ui tabular-nums">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <strong>{percentText(share)} unknown</strong>
        <span className="text-small text-soft">
          {formatCount(unknown)} of {formatCount(counts.labelled)}
        </span>
        {onOpen && unknown > 0 && (
          <Button look="plain" className="min-h-6 px-1 text-small underline underline-offset-3" onClick={onOpen}>
            Browse the unknown<span className="sr-only"> of {labelTitles[label]}</span>
          </Button>
        )}
      </p>
      <div aria-hidden="true" className="mt-1 h-2 overflow-hidden rounded-small border border-edge bg-sheet">
        <div
          className="h-full origin-left bg-[repeating-linear-gradient(135deg,var(--color-edge)_0_2px,transparent_2px_5px)]"
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}

interface ComparedProps extends LabelBalanceProps {
  readonly reference: Reference;
  readonly open: (values: readonly string[]) => (() => void) | null;
}

function Compared({ label, counts, reference, scope, open }: ComparedProps) {
  const { openSample } = useHubViewActions();
  const comparison = compareWith(counts.labels[label], counts.labelled, reference);
  const { n, outside, coverage, fit, over, under, note } = comparison;
  return (
    <>
      <p className="text-small text-soft tabular-nums">
        {formatCount(n)} compared, {percentText(coverage)} of all
        {outside > 0 && `; ${formatCount(outside)} attributed, but not in the reference`}
      </p>
      <div className="my-2 flex gap-4">
        <p className="w-28 shrink-0">
          <span className="block text-small text-soft">Fit</span>
          <span className="text-title font-bold tabular-nums">{fit === null ? '–' : fit.toFixed(2)}</span>
          <span className="block text-small text-soft tabular-nums">of 1, n {formatCount(n)}</span>
        </p>
        <div className="min-h-16 min-w-0 text-ui">
          {over && <p>{over}</p>}
          {under && <p>{under}</p>}
          {note !== '' && <p>{note}</p>}
        </div>
      </div>
      <ComparedBars label={label} comparison={comparison} open={open} />
      <ReferenceLine reference={reference} />
      <Button
        className="mt-2"
        onClick={() =>
          openSample({
            scope: scope.scope,
            name: scope.name,
            how: { kind: 'quotas', label, shares: quotasFrom(reference, counts.labels[label]) },
          })
        }
      >
        Sample to these quotas<span className="sr-only"> of {labelTitles[label]}</span>
      </Button>
    </>
  );
}

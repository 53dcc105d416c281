'use client';

import type { Fault } from '../../../lib/model/fault.ts';
import { type LabelName, labelNames } from '../../../lib/model/persona.ts';
import { valueText } from '../../personas/label-text.ts';
import type { LabelCounts } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { worldShares } from '../balance/figures.ts';
import { faultText, labelTitles } from '../words.ts';
import { type Share, sharesEven, sharesHere, sharesOf, sumOf, withPercent } from './shares.ts';

interface QuotaFieldsProps {
  readonly label: LabelName;
  /** Of what is drawn from; null until they are here. */
  readonly counts: LabelCounts | null;
  readonly fault: Fault | null;
  readonly shares: readonly Share[];
  readonly onLabel: (label: LabelName) => void;
  readonly onShares: (shares: readonly Share[]) => void;
}

/** The share of each value of a label: the world's to begin with, each to be changed. */
export function QuotaFields({ label, counts, fault, shares, onLabel, onShares }: QuotaFieldsProps) {
  const world = counts && worldShares(label, counts);
  const here = counts?.labels[label] ?? [];
  const sum = sumOf(shares);
  return (
    <fieldset className="min-w-0 rounded-small border border-line px-3 pt-1 pb-3">
      <legend className="px-1 text-small text-soft">Quotas</legend>
      <div className="flex flex-wrap items-end gap-2">
        <SelectField
          label="Label"
          value={label}
          options={labelNames.map((name) => ({ value: name, label: labelTitles[name] }))}
          onChange={onLabel}
          className="w-48"
        />
        <Button disabled={world === null} onClick={() => onShares(sharesOf(world ?? {}, here))}>
          As in the world
        </Button>
        <Button onClick={() => onShares(sharesHere(here))}>As here</Button>
        <Button onClick={() => onShares(sharesEven(here))}>All the same</Button>
      </div>
      {fault && <p className="mt-2 text-ui text-bad">{faultText(fault)}</p>}
      <div className="mt-2 max-h-60 min-h-24 overflow-y-auto" tabIndex={0} role="group" aria-label="Shares">
        {shares.length === 0 ? (
          <p className="text-ui text-soft">
            {counts ? 'Nobody here has this label: choose another one.' : 'Counting…'}
          </p>
        ) : (
          <ul className="grid gap-x-8 wide:grid-cols-2">
            {shares.map((share) => (
              <ShareField
                key={share.value}
                share={share}
                name={valueText(label, share.value)}
                onPercent={(percent) => onShares(withPercent(shares, share.value, percent))}
              />
            ))}
          </ul>
        )}
      </div>
      <p className="mt-1 text-small text-soft tabular-nums">
        Sum {sum}%{Math.abs(sum - 100) > 0.5 && ': each is taken as its part of this sum'}. Values that are short stay
        short; nothing is filled up.
      </p>
    </fieldset>
  );
}

interface ShareFieldProps {
  readonly share: Share;
  readonly name: string;
  readonly onPercent: (percent: number) => void;
}

function ShareField({ share, name, onPercent }: ShareFieldProps) {
  return (
    <li className="min-w-0">
      <label className="flex min-h-8 items-center gap-2 text-ui">
        <span className="min-w-0 flex-1 truncate">{name}</span>
        <span className="text-small text-soft tabular-nums">{formatCount(share.available)} here</span>
        <input
          type="number"
          min={0}
          max={100}
          step="any"
          value={share.percent}
          onChange={(event) => {
            const percent = Number(event.target.value);
            if (percent >= 0 && percent <= 100) onPercent(percent);
          }}
          className="field h-7 w-20 shrink-0 px-1.5 text-right text-ui tabular-nums"
        />
        <span aria-hidden="true">%</span>
      </label>
    </li>
  );
}

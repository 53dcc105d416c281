'use client';

import { type SubmitEvent, useState } from 'react';
import type { Fault } from '../../../lib/model/fault.ts';
import type { LabelName } from '../../../lib/model/persona.ts';
import { settingRanges } from '../../../lib/model/settings.ts';
import { type PersonaSample, type SampleHow, useHubActions } from '../../providers/hub.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DiceIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { rollSeed } from '../../ui/roll-seed.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { worldShares } from '../balance/figures.ts';
import type { SampleRequest } from '../hub-view.tsx';
import { useCounts } from '../use-counts.ts';
import { useOpener } from '../use-opener.ts';
import { faultText } from '../words.ts';
import { Drawn } from './drawn.tsx';
import { QuotaFields } from './quota-fields.tsx';
import { firstShares, quotasOf, type Share } from './shares.ts';
import { useScopes } from '../use-scopes.ts';

/** All rows of a sample come at once: some megabytes of text. For more there are files. */
const MOST = 10_000;

const ways = [
  { value: 'uniform', label: 'Evenly', hint: 'Each persona has the same chance.' },
  { value: 'quotas', label: 'To quotas', hint: 'So many of each value of a label.' },
  { value: 'spread', label: 'Spread out', hint: 'As different from each other by their words as there are.' },
] as const;

interface SamplePanelProps {
  readonly request: SampleRequest;
  readonly onClose: () => void;
}

/** Draws personas by a seed: the same shards, seed and way draw the same ones for everybody. */
export function SamplePanel({ request, onClose }: SamplePanelProps) {
  const opener = useOpener();
  const actions = useHubActions();
  const scopes = useScopes(request);
  const [from, setFrom] = useState(scopes[0]?.key ?? '');
  const scope = scopes.find(({ key }) => key === from) ?? scopes[0] ?? { key: '', version: '', ...request };
  const [count, setCount] = useState(100);
  const [seed, setSeed] = useState(rollSeed);
  const [way, setWay] = useState<SampleHow['kind']>(request.how.kind);
  const [label, setLabel] = useState<LabelName>(request.how.kind === 'quotas' ? request.how.label : 'region');
  // Null until somebody changes them; another label or source begins anew.
  const [edited, setEdited] = useState<readonly Share[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [drawn, setDrawn] = useState<{
    readonly sample: PersonaSample;
    readonly from: string;
    readonly label: LabelName;
  } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const counted = useCounts(way === 'quotas' ? scope.scope : null, scope.version);
  const asked = request.how.kind === 'quotas' && request.how.label === label ? request.how.shares : null;
  const shares =
    edited ?? firstShares(counted.old ? null : counted.counts, label, (counts) => asked ?? worldShares(label, counts));
  const quotas = quotasOf(shares);
  const ready = way !== 'quotas' || Object.keys(quotas).length > 0;

  const draw = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    const how: SampleHow = way === 'quotas' ? { kind: way, label, shares: quotas } : { kind: way };
    const answer = await actions.drawSample({ scope: scope.scope, count, seed, how, exclude: [] });
    setBusy(false);
    if (answer.ok) setDrawn({ sample: answer.value, from: scope.name, label });
    setFault(answer.ok ? null : answer.fault);
  };

  return (
    <Dialog
      title="Sample"
      description="The same seed draws the same personas for everybody."
      returnTo={opener}
      onClose={onClose}
      wide
    >
      <form onSubmit={(event) => void draw(event)} className="grid gap-3">
        <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
          <SelectField
            label="From"
            value={scope.key}
            options={scopes.map(({ key, name }) => ({ value: key, label: name }))}
            onChange={(next) => {
              setFrom(next);
              setEdited(null);
            }}
            className="min-w-44 flex-1"
          />
          <NumberField
            label="How many"
            hint="Fewer come when there are not so many."
            value={count}
            range={{ min: 1, max: MOST, step: 1 }}
            initial={null}
            width="w-24"
            onChange={setCount}
          />
          <NumberField
            label="Sample seed"
            hint="The same seed draws the same personas."
            value={seed}
            range={settingRanges.seed}
            initial={null}
            width="w-32"
            onChange={setSeed}
            after={
              <IconButton label="Roll the sample seed" onClick={() => setSeed(rollSeed())}>
                <DiceIcon />
              </IconButton>
            }
          />
        </div>
        <div className="flex flex-wrap items-end justify-between gap-3">
          <Segmented label="How" value={way} options={ways} onChange={setWay} />
          <Button type="submit" look="primary" className="min-h-9 min-w-24" disabled={busy || !ready}>
            {busy ? 'Drawing…' : 'Draw'}
          </Button>
        </div>
        <p className="text-small text-soft">{ways.find(({ value }) => value === way)?.hint}</p>
        {way === 'quotas' && (
          <QuotaFields
            label={label}
            counts={counted.counts}
            fault={counted.fault}
            shares={shares}
            onLabel={(next) => {
              setLabel(next);
              setEdited(null);
            }}
            onShares={setEdited}
          />
        )}
      </form>
      <div className="mt-4 border-t border-line pt-3">
        {fault ? (
          <Notice tone="bad" title="Nothing was drawn.">
            {faultText(fault)}
          </Notice>
        ) : drawn ? (
          <Drawn {...drawn} onClose={onClose} />
        ) : (
          <p className="min-h-40 text-ui text-soft">Nothing drawn yet.</p>
        )}
      </div>
    </Dialog>
  );
}

'use client';

import { settingRanges } from '../../../lib/model/settings.ts';
import { useScopes } from '../../hub/use-scopes.ts';
import { useShards } from '../../hub/use-shards.ts';
import type { DraftDraw, Scope } from '../../providers/experiment.tsx';
import { useHub } from '../../providers/hub.tsx';
import { IconButton } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { DiceIcon } from '../../ui/icons.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { rollSeed } from '../../ui/roll-seed.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { isSameScope } from './scopes.ts';

const GONE = 'gone';

const ways = [
  { value: 'uniform', label: 'Evenly', hint: 'Each persona has the same chance.' },
  { value: 'spread', label: 'Spread out', hint: 'As different from each other by their words as there are.' },
] as const;

/** How many personas a scope has; null where that is not known here. */
function useCount(scope: Scope): number | null {
  const { shards } = useShards();
  const sets = useHub((state) => state.sets);
  if (scope.kind === 'shard') {
    const view = shards.find(({ info }) => info.id === scope.shard);
    return view ? view.info.count - view.removed : null;
  }
  if (scope.kind === 'set') return sets.find(({ id }) => id === scope.set)?.members.length ?? null;
  return null;
}

interface HubFieldsProps {
  readonly draw: DraftDraw;
  readonly n: number;
  readonly onChange: (draw: DraftDraw) => void;
}

/** Which collection or set the personas come from and how they are drawn. */
export function HubFields({ draw, n, onChange }: HubFieldsProps) {
  const scopes = useScopes(null);
  const { shards, fromOf } = useShards();
  const restored = useHub((state) => state.restored);
  const count = useCount(draw.scope);
  const chosen = scopes.find(({ scope }) => isSameScope(scope, draw.scope));
  const options = [
    ...(chosen ? [] : [{ value: GONE, label: restored ? 'A collection that is not held any more' : 'Reading…' }]),
    ...scopes.map(({ key, name }) => ({ value: key, label: name })),
  ];
  const shard = draw.scope.kind === 'shard' ? draw.scope.shard : null;
  const short = count !== null && count < n;
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <SelectField
          label="Personas from"
          value={chosen?.key ?? GONE}
          options={options}
          onChange={(key) => {
            const next = scopes.find((one) => one.key === key);
            if (next) onChange({ ...draw, scope: next.scope });
          }}
          className="w-72 max-w-full"
        />
        <Segmented label="Drawn" value={draw.how} options={ways} onChange={(how) => onChange({ ...draw, how })} />
        <NumberField
          label="Persona seed"
          hint="The same seed draws the same personas."
          value={draw.seed}
          range={settingRanges.seed}
          initial={null}
          width="w-32"
          onChange={(seed) => onChange({ ...draw, seed })}
          after={
            <IconButton label="Roll the persona seed" onClick={() => onChange({ ...draw, seed: rollSeed() })}>
              <DiceIcon />
            </IconButton>
          }
        />
      </div>
      <p className={short ? 'text-small text-bad' : 'text-small text-soft'}>
        {[
          ways.find(({ value }) => value === draw.how)?.hint,
          count !== null &&
            `${plural(count, 'persona')} held here${short ? `, fewer than the ${n} that are needed` : ''}.`,
          shard !== null && shards.length > 0 && `${fromOf(shard)}.`,
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
    </>
  );
}

'use client';

import { useState } from 'react';
import { measuredRows } from '../../../lib/balance/measured.ts';
import { referencesOf } from '../../../lib/balance/references.ts';
import { labelNames } from '../../../lib/model/persona.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { type NamedScope, useHubViewActions } from '../hub-view.tsx';
import { useCounts } from '../use-counts.ts';
import { type KeyedScope, useScopes } from '../use-scopes.ts';
import { faultText } from '../words.ts';
import { NothingHeld } from '../nothing-held.tsx';
import { LabelBalance } from './label-balance.tsx';

// Those with figures of the world first.
const order = labelNames.toSorted((a, b) => Math.sign(referencesOf(b).length) - Math.sign(referencesOf(a).length));

/** How a shard, a search, a set or a sample compares with the world, label by label. */
export function Balance({ request }: { request: NamedScope | null }) {
  const scopes = useScopes(request);
  const { show } = useHubViewActions();
  const [taken, setTaken] = useState(request);
  const [chosen, setChosen] = useState<string | null>(null);
  if (taken !== request) {
    setTaken(request);
    setChosen(null);
  }
  const scope = scopes.find(({ key }) => key === chosen) ?? scopes[0];
  if (!scope) {
    return <NothingHeld />;
  }
  return (
    <div className="mt-4">
      <div className="flex flex-wrap items-end gap-x-5 gap-y-2">
        <SelectField
          label="Compare with the world"
          value={scope.key}
          options={scopes.map(({ key, name }) => ({ value: key, label: name }))}
          onChange={setChosen}
          className="w-80 max-w-full"
        />
        <Button onClick={() => show('browse')}>Choose by a search…</Button>
        <p className="max-w-prose basis-full text-small text-soft">
          Unknown comes first. Only what is attributed is compared; nothing is guessed for the rest. A label from a
          column is taken as stated; how well one is read from a text was measured on {measuredRows} labelled personas
          that no rule was made with.
        </p>
      </div>
      <Dashboard scope={scope} />
    </div>
  );
}

function Dashboard({ scope }: { scope: KeyedScope }) {
  const { counts, fault, old } = useCounts(scope.scope, scope.version);
  if (fault) {
    return (
      <div className="mt-4">
        <Notice tone="bad" title="The labels could not be counted.">
          {faultText(fault)}
        </Notice>
      </div>
    );
  }
  if (!counts) return <p className="mt-4 min-h-[40rem] text-ui text-soft">Counting…</p>;
  const text = `${formatCount(counts.labelled)} of ${formatCount(counts.rows)}`;
  return (
    <div aria-busy={old}>
      {/* Its place is kept when it is done: the sections below stay where they are. */}
      <div className="mt-3 mb-4 min-h-8 max-w-md text-small text-soft tabular-nums">
        {counts.labelled < counts.rows ? (
          <>
            Labels are being made: {text}. The figures below are of those.
            <Progress label="Labels made" value={counts.labelled / counts.rows} valueText={text} className="mt-1" />
          </>
        ) : (
          `${formatCount(counts.rows)} personas, all with their labels made`
        )}
      </div>
      <div className="grid items-start gap-x-10 gap-y-8 full:grid-cols-2">
        {order.map((label) => (
          <LabelBalance key={label} label={label} counts={counts} scope={scope} />
        ))}
      </div>
    </div>
  );
}

'use client';

import { useState } from 'react';
import { type ShardView, useHubActions, type VerifyReport } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { faultText } from '../words.ts';
import { verifyWords } from './collection-words.ts';
import { useAsk } from './use-ask.ts';

/** Whether every byte that is kept is still what was kept, and the mending of what is not. */
export function CollectionCheck({ view: { info, damagedParts } }: { view: ShardView }) {
  const actions = useHubActions();
  const { busy, trouble, ask } = useAsk();
  const [said, setSaid] = useState<{ readonly report: VerifyReport; readonly repaired: boolean } | null>(null);
  const verify = () =>
    ask(
      'Reading every part and comparing its hash…',
      () => actions.verify(info.id),
      (report) => setSaid({ report, repaired: false }),
    );
  const repair = () =>
    ask(
      'Repairing…',
      () => actions.repair(info.id),
      (report) => setSaid({ report, repaired: true }),
    );
  const broken = said ? !said.repaired && said.report.damaged.length > 0 : damagedParts !== null && damagedParts > 0;
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={busy !== null} onClick={verify}>
          Verify
        </Button>
        {broken && (
          <Button look="primary" disabled={busy !== null} onClick={repair}>
            Repair
          </Button>
        )}
        <p role="status" className="min-w-0 text-ui text-soft">
          {busy ?? (said ? sentence(said) : resting(damagedParts))}
        </p>
      </div>
      {trouble && (
        <p role="alert" className="text-ui text-bad">
          {faultText(trouble)}
        </p>
      )}
    </div>
  );
}

function sentence({ report, repaired }: { report: VerifyReport; repaired: boolean }): string {
  if (!repaired || report.damaged.length === 0) return verifyWords(report);
  const lost = report.rowsLost === 0 ? 'Nothing was lost.' : `${plural(report.rowsLost, 'persona')} had to go.`;
  return `Repaired. ${lost}`;
}

function resting(damagedParts: number | null): string {
  if (damagedParts === null) return 'Not verified yet: compares every byte with the hashes made at import.';
  return damagedParts === 0
    ? 'Found whole at the last look.'
    : `${plural(damagedParts, 'part')} found damaged at the last look.`;
}

'use client';

import { useState } from 'react';
import type { Fault } from '../../../lib/model/fault.ts';
import type { ModelChoice } from '../../../lib/model/run.ts';
import { faultText } from '../../hub/words.ts';
import type { ExperimentActions, ExperimentState } from '../../providers/experiment.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { estimateText } from '../words.ts';

interface BeginBarProps {
  readonly state: ExperimentState;
  readonly models: readonly ModelChoice[];
  readonly actions: ExperimentActions;
}

/** What the set-up will take, what stands in its way, and its begin. */
export function BeginBar({ state: { draft, estimate, objection }, models, actions }: BeginBarProps) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const begin = async () => {
    setBusy(true);
    setFault(null);
    const begun = await actions.begin();
    setBusy(false);
    if (!begun.ok) setFault(begun.fault);
  };
  const size = `${draft.arms.length} arms × ${draft.n} answers${models.length > 1 ? ` × ${models.length} models` : ''}`;
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      <p className="text-ui tabular-nums">
        {size}: {estimateText(estimate)}
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          look="primary"
          className="min-h-9 min-w-28"
          disabled={busy || objection !== null}
          onClick={() => void begin()}
        >
          {busy ? 'Drawing personas…' : 'Begin'}
        </Button>
        <Button className="min-h-9" disabled={busy} onClick={actions.resetDraft}>
          Reset the set-up
        </Button>
        <p className="min-w-0 flex-1 basis-72 text-small text-soft">
          Begin keeps the experiment and asks one answer of each arm to measure the time; those answers count. You then
          decide whether to run the rest.
        </p>
      </div>
      <p role="status" className="min-h-6 text-ui text-bad">
        {objection}
      </p>
      {fault && (
        <Notice tone="bad" title="The experiment did not begin.">
          {faultText(fault)}
        </Notice>
      )}
    </div>
  );
}

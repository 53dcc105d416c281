'use client';

import { useState } from 'react';
import { experimentRanges } from '../../../lib/arms/check.ts';
import type { Fault } from '../../../lib/model/fault.ts';
import { faultText } from '../../hub/words.ts';
import type { ExperimentActions } from '../../providers/experiment.tsx';
import { Button } from '../../ui/button.tsx';
import { NumberField } from '../../ui/number-field.tsx';

/** As many again is the least that makes intervals visibly narrower. */
const FIRST = 30;

interface AddMoreProps {
  readonly n: number;
  readonly idle: boolean;
  readonly actions: ExperimentActions;
}

/** A larger n for the experiment that is open. */
export function AddMore({ n, idle, actions }: AddMoreProps) {
  const { max } = experimentRanges.n;
  const room = max - n;
  const [wanted, setWanted] = useState(FIRST);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const more = Math.min(wanted, room);
  const add = async () => {
    setBusy(true);
    const added = await actions.addMore(more);
    setBusy(false);
    setFault(added.ok ? null : added.fault);
  };
  return (
    <section aria-labelledby="add-more">
      <h3 id="add-more" className="text-ui font-semibold">
        More answers
      </h3>
      {room <= 0 ? (
        <p className="text-ui text-soft">{max} answers for each arm are the most.</p>
      ) : (
        <>
          <p className="max-w-prose text-small text-soft">
            Each arm has {n}. More go on with the same seeds and personas of the same draw; what is there stays. Decide
            on n before you look at the results: adding until they please proves nothing.
          </p>
          <div className="mt-1 flex flex-wrap items-end gap-3">
            <NumberField
              label="More answers for each arm"
              hint="On each model."
              value={more}
              range={{ min: 1, max: room, step: 1 }}
              initial={null}
              disabled={busy || !idle}
              onChange={setWanted}
            />
            <Button className="h-8.5" disabled={busy || !idle} onClick={() => void add()}>
              {busy ? 'Drawing personas…' : 'Add them to the plan'}
            </Button>
            <p className="min-h-5 text-small text-soft">
              {idle ? `Then n is ${n + more}.` : 'Once the run is paused or complete.'}
            </p>
          </div>
        </>
      )}
      {fault && (
        <p role="alert" className="mt-1 text-ui text-bad">
          {faultText(fault)}
        </p>
      )}
    </section>
  );
}

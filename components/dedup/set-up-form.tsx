'use client';

import { type ReactNode, type SubmitEvent, useState } from 'react';
import type { DedupMethod } from '../../lib/model/dedup.ts';
import type { Fault } from '../../lib/model/fault.ts';
import type { Review, ReviewSubject } from '../providers/dedup.tsx';
import type { Outcome } from '../providers/hub.tsx';
import { Button } from '../ui/button.tsx';
import { AdvancedFields } from './advanced-fields.tsx';
import { MethodCards } from './method-cards.tsx';
import { firstSetUp, isPaper, methodOf, paperSetUp, type SetUp, setUpOf, withWay } from './methods.ts';
import { Trouble } from './trouble.tsx';

interface SetUpFormProps {
  readonly subject: ReviewSubject | null;
  readonly chooser: ReactNode;
  readonly prepare: (() => Promise<Outcome<ReviewSubject>>) | undefined;
  /** The comparison before: the next one begins with its settings. */
  readonly before: Review | null;
  /** What a new comparison would close. */
  readonly replaces: Review | null;
  readonly onStart: (subject: ReviewSubject, method: DedupMethod, floor: number) => void;
  /** Null while there is nothing to go back to. */
  readonly onClose: (() => void) | null;
}

/** What is compared and how. */
export function SetUpForm({ subject, chooser, prepare, before, replaces, onStart, onClose }: SetUpFormProps) {
  const [setUp, setSetUp] = useState<SetUp>(() => (before ? setUpOf(before.method, before.floor) : firstSetUp));
  const [preparing, setPreparing] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);

  const start = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!subject || preparing) return;
    setPreparing(true);
    setFault(null);
    const ready: Outcome<ReviewSubject> = prepare ? await prepare() : { ok: true, value: subject };
    setPreparing(false);
    if (ready.ok) onStart(ready.value, methodOf(setUp), setUp.floor);
    else setFault(ready.fault);
  };

  return (
    <form aria-label="New comparison" onSubmit={(event) => void start(event)} className="grid gap-4">
      {chooser}
      <MethodCards
        way={setUp.way}
        fast={setUp.fast}
        onWay={(way) => setSetUp(withWay(setUp, way))}
        onFast={(fast) => setSetUp({ ...setUp, fast })}
      />
      <AdvancedFields setUp={setUp} onChange={setSetUp} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button type="submit" look="primary" className="min-h-9" disabled={!subject || preparing}>
          {preparing ? 'Starting…' : 'Find near-duplicates'}
        </Button>
        <Button className="min-h-9" disabled={isPaper(setUp)} onClick={() => setSetUp(paperSetUp)}>
          The paper’s defaults
        </Button>
        {onClose && (
          <Button className="min-h-9" onClick={onClose}>
            Back to the result
          </Button>
        )}
        <p className="text-small text-soft">
          {!subject
            ? 'There is nothing to compare yet.'
            : replaces
              ? `The comparison of ${replaces.subject.name} closes; what was removed stays removed.`
              : 'Finding removes nothing.'}
        </p>
      </div>
      {fault && <Trouble title="The comparison did not begin." fault={fault} />}
    </form>
  );
}

'use client';

import { useState } from 'react';
import type { DedupDecision } from '../../lib/model/dedup.ts';
import type { Fault } from '../../lib/model/fault.ts';
import { faultText } from '../hub/words.ts';
import { useDedupActions } from '../providers/dedup.tsx';
import { Button } from '../ui/button.tsx';
import { decisionWords } from './words.ts';

/** Puts back what a decision removed. */
export function UndoButton({ decision }: { decision: DedupDecision }) {
  const { undo } = useDedupActions();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const press = async () => {
    setBusy(true);
    const answer = await undo(decision.id);
    setBusy(false);
    setFault(answer.ok ? null : answer.fault);
  };
  return (
    <>
      <Button disabled={busy} onClick={() => void press()}>
        {busy ? 'Undoing…' : 'Undo'}
        <span className="sr-only">: {decisionWords(decision)}</span>
      </Button>
      {fault && (
        <span role="alert" className="text-ui text-bad">
          {faultText(fault)}
        </span>
      )}
    </>
  );
}

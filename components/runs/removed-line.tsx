'use client';

import { useMemo } from 'react';
import type { RunId } from '../../lib/model/ids.ts';
import { faultText } from '../hub/words.ts';
import { useDecisions, useDedupActions } from '../providers/dedup.tsx';
import { Button } from '../ui/button.tsx';
import { formatCount } from '../ui/format.ts';
import { useToast } from '../ui/toasts.tsx';
import { decisionsOf, momentText } from './words.ts';

interface RemovedLineProps {
  readonly run: RunId;
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
}

/** Answers of the run that were removed as near-duplicates: how many, the way to see them, and the way back. */
export function RemovedLine({ run, shown, onShow }: RemovedLineProps) {
  const decisions = useDecisions();
  const actions = useDedupActions();
  const toast = useToast();
  const mine = useMemo(() => decisionsOf(run, decisions), [run, decisions]);
  if (mine.length === 0) return null;
  const total = mine.reduce((sum, { removed }) => sum + removed, 0);
  const undo = async (id: string) => {
    const undone = await actions.undo(id);
    if (!undone.ok) toast({ text: faultText(undone.fault) });
  };
  return (
    <section aria-label="Removed as near-duplicates" className="rounded-small bg-wash px-3 py-2 text-ui">
      <p className="flex flex-wrap items-center gap-x-3">
        <span className="tabular-nums">
          {formatCount(total)} removed as {total === 1 ? 'a near-duplicate' : 'near-duplicates'}
        </span>
        <Button look="plain" aria-pressed={shown} onClick={() => onShow(!shown)}>
          {shown ? 'Hide' : 'Show'}
        </Button>
      </p>
      <ul>
        {mine.map(({ decision, removed }) => (
          <li key={decision.id} className="flex flex-wrap items-center gap-x-3 text-small text-soft tabular-nums">
            <span className="min-w-0 break-words">
              {momentText(decision.createdAt)}: {formatCount(removed)} here, of {decision.scope}, from likeness{' '}
              {decision.threshold}
            </span>
            <Button look="plain" onClick={() => void undo(decision.id)}>
              Undo<span className="sr-only"> the removal of {momentText(decision.createdAt)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

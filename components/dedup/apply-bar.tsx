'use client';

import { useState } from 'react';
import type { Fault } from '../../lib/model/fault.ts';
import { type Grouping, type Review, useDedupActions } from '../providers/dedup.tsx';
import { Button } from '../ui/button.tsx';
import { formatCount, plural } from '../ui/format.ts';
import type { DoneViews } from './review-props.ts';
import { Trouble } from './trouble.tsx';
import { nouns, type SubjectKind } from './words.ts';

interface ApplyBarProps extends DoneViews {
  readonly review: Review;
  readonly grouping: Grouping;
  readonly kind: SubjectKind;
}

/** The step that removes, at the lower edge of the window while the clusters are read. */
export function ApplyBar({ review, grouping, kind, onDone }: ApplyBarProps) {
  const { apply } = useDedupActions();
  const [applying, setApplying] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const { removed, before, byHand } = grouping;
  // The clusters of the threshold before are still those on screen.
  const old = grouping.threshold !== review.threshold || grouping.keep !== review.keep;
  const remove = async () => {
    setApplying(true);
    setFault(null);
    const answer = await apply();
    setApplying(false);
    if (answer.ok) onDone?.(answer.value);
    else setFault(answer.fault);
  };
  return (
    <div className="sticky bottom-0 z-10 grid gap-2 border-t border-line bg-paper py-2.5">
      {fault && <Trouble title="Nothing was removed." fault={fault} review={review} />}
      {/* The button on the right: ticks that scroll by on the left stay clear of it. */}
      <div className="flex items-center justify-between gap-4">
        <p className="min-w-0 text-small text-soft tabular-nums">
          {formatCount(before - removed)} of {formatCount(before)} stay
          <span className="max-wide:hidden">
            {byHand > 0 && `, ${plural(byHand, 'cluster')} by hand`}. Nothing is deleted: you can undo it at any time.
          </span>
        </p>
        <Button
          look="primary"
          className="min-h-9 min-w-44 shrink-0 tabular-nums"
          disabled={applying || old || removed === 0}
          onClick={() => void remove()}
        >
          {applying ? 'Removing…' : `Remove ${plural(removed, nouns[kind])}`}
        </Button>
      </div>
    </div>
  );
}

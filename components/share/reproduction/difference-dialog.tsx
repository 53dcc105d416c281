'use client';

import { type RefObject, useEffect, useRef } from 'react';
import { samePrefix } from '../../../lib/dedup/same-start.ts';
import type { Cell } from '../../../lib/model/run.ts';
import type { CellLikeness } from '../../../lib/model/share.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { cellFacts, likenessSentence } from './words.ts';

interface DifferenceDialogProps {
  readonly compared: { readonly recorded: Cell; readonly here: Cell | null; readonly likeness: CellLikeness };
  /** Whose answer it is. */
  readonly name: string;
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** The recorded answer and the one that was made here, with the first place marked where they part. */
export function DifferenceDialog({ compared, name, returnTo, onClose }: DifferenceDialogProps) {
  const { recorded, here, likeness } = compared;
  const same = here ? samePrefix(recorded.text, here.text) : 0;
  const differ = likeness.kind === 'prefix' || likeness.kind === 'different';
  return (
    <Dialog title={name} description={likenessSentence(likeness)} returnTo={returnTo} onClose={onClose} wide>
      <div className="grid gap-4 wide:grid-cols-2">
        <Side title="Recorded" cell={recorded} same={differ ? same : null} />
        {here && <Side title="Here" cell={here} same={differ ? same : null} />}
      </div>
    </Dialog>
  );
}

/** @param props.same UTF-16 units that are the same; null when all are */
function Side({ title, cell, same }: { title: string; cell: Cell; same: number | null }) {
  const pane = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const [box, mark] = [pane.current, place.current];
    if (box && mark) box.scrollTop = mark.offsetTop - box.clientHeight / 2;
  }, []);
  const start = same === null ? cell.text : cell.text.slice(0, same);
  const rest = same === null ? '' : cell.text.slice(same);
  return (
    <section aria-label={title} className="flex min-w-0 flex-col">
      <h3 className="text-ui font-semibold">{title}</h3>
      <p className="text-small break-words text-soft tabular-nums">
        <bdi>{cellFacts(cell)}</bdi>
      </p>
      <div
        ref={pane}
        tabIndex={0}
        role="group"
        aria-label={`${title}: the text`}
        className="relative mt-1.5 max-h-[min(24rem,40dvh)] overflow-y-auto rounded-small border border-line px-3 py-2"
      >
        <p dir="auto" className="leading-[1.625] break-words whitespace-pre-wrap">
          {start}
          {same !== null && (
            <mark ref={place} className="rounded-small bg-warn-wash text-ink">
              {rest === '' ? <span className="text-small text-soft"> (ends here)</span> : rest}
            </mark>
          )}
        </p>
      </div>
    </section>
  );
}

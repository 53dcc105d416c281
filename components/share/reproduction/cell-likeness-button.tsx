'use client';

import { useRef, useState } from 'react';
import type { CellId } from '../../../lib/model/ids.ts';
import { useShare } from '../../providers/share.tsx';
import { cx } from '../../ui/cx.ts';
import { DifferenceDialog } from './difference-dialog.tsx';
import { likenessTones } from './likeness-tones.ts';
import { likenessSentence, likenessText } from './words.ts';

/** Identical, same start or different; opens both texts side by side. */
export function CellLikenessButton({ cell, name }: { cell: CellId; name: string }) {
  const compared = useShare(({ reproduction }) =>
    [...(reproduction?.cells.values() ?? [])].find(({ here }) => here?.id === cell),
  );
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  if (!compared || compared.likeness.kind === 'open') return null;
  const { likeness } = compared;
  return (
    <>
      <button
        ref={opener}
        type="button"
        aria-haspopup="dialog"
        aria-label={`${likenessText(likeness)}: compare with the recording, ${name}`}
        data-tip={`${likenessSentence(likeness)} Show both.`}
        className={cx(
          '-my-0.5 min-h-6 shrink-0 rounded-small text-small font-semibold whitespace-nowrap underline decoration-dotted underline-offset-3',
          likenessTones[likeness.kind],
        )}
        onClick={() => setOpen(true)}
      >
        {likenessText(likeness)}
      </button>
      {open && <DifferenceDialog compared={compared} name={name} returnTo={opener} onClose={() => setOpen(false)} />}
    </>
  );
}

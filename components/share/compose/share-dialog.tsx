'use client';

import { type RefObject, useMemo, useState } from 'react';
import { useTerms } from '../../runs/use-marks.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { personaCounts } from './carried.ts';
import { firstChoices, type ShareChoices, subjectOf } from './choices.ts';
import { PersonasField } from './personas-field.tsx';
import type { ShareSource } from './share-source.ts';
import { SizeMeter } from './size-meter.tsx';
import { advice } from './size-words.ts';
import { Tells } from './tells.tsx';
import { usePacked } from './use-packed.ts';
import { Ways } from './ways.tsx';
import { WhatField } from './what-field.tsx';

interface ShareDialogProps {
  readonly source: ShareSource;
  /** What to begin with where both are possible. */
  readonly prefer: ShareChoices['what'];
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** What goes into a link, how long that is, and the ways to hand it on. */
export function ShareDialog({ source, prefer, returnTo, onClose }: ShareDialogProps) {
  const [choices, setChoices] = useState(() => firstChoices(source, prefer));
  const subject = useMemo(() => subjectOf(source, choices), [source, choices]);
  const packed = usePacked(subject);
  const shards = useTerms();
  const counts = personaCounts(subject.columns, shards);
  const shorter = advice(choices, { answers: subject.recording?.cells.length ?? 0, held: counts.held });
  const change = (part: Partial<ShareChoices>) => setChoices((old) => ({ ...old, ...part }));
  return (
    <Dialog
      title={source.focus ? 'Share this answer' : 'Share'}
      description="A link or a file that carries everything itself: nothing is uploaded."
      returnTo={returnTo}
      onClose={onClose}
      wide
    >
      <div className="grid gap-x-7 gap-y-5 wide:grid-cols-2">
        <div className="grid min-w-0 content-start gap-4">
          <WhatField source={source} choices={choices} onChange={change} />
          <PersonasField subject={subject} counts={counts} shards={shards} onChange={change} />
        </div>
        <div className="grid min-w-0 content-start gap-4">
          <SizeMeter packed={packed} shorter={shorter} />
          <Ways subject={subject} packed={packed} shorter={shorter} />
        </div>
      </div>
      <Tells subject={subject} shards={shards} />
    </Dialog>
  );
}

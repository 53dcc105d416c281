'use client';

import { type RefObject, useMemo, useState } from 'react';
import type { RunId } from '../../../lib/model/ids.ts';
import { useDraft } from '../../play/use-draft.ts';
import { usePlay } from '../../providers/play.tsx';
import { useRuns } from '../../providers/runs.tsx';
import { isKept } from '../../runs/answer-files.ts';
import { useMarks } from '../../runs/use-marks.ts';
import { RunsDialog } from './runs-dialog.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { playSource, runSource } from './share-source.ts';

/** What the dialog is about: what stands on Play, one answer there, or runs that are kept. */
export type ShareOf =
  | { readonly kind: 'play' }
  | { readonly kind: 'answer'; readonly column: number; readonly repeat: number }
  | { readonly kind: 'runs'; readonly ids: readonly RunId[] };

interface OfProps<T extends ShareOf> {
  readonly of: T;
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function ShareOfDialog({ of, ...rest }: OfProps<ShareOf>) {
  if (of.kind !== 'runs') return <OfPlay of={of} {...rest} />;
  const [only] = of.ids;
  return only !== undefined && of.ids.length === 1 ? (
    <OfRun id={only} {...rest} />
  ) : (
    <RunsDialog runs={of.ids} {...rest} />
  );
}

/** As it stood when the dialog was opened: answers that are being written must not change a link under one's hands. */
function OfPlay({ of, ...rest }: OfProps<Exclude<ShareOf, { kind: 'runs' }>>) {
  const draft = useDraft();
  const state = usePlay((now) => now);
  const [source] = useState(() => playSource(state, draft, of.kind === 'answer' ? of : null));
  return <ShareDialog source={source} prefer="recipe" {...rest} />;
}

function OfRun({ id, ...rest }: Omit<OfProps<ShareOf>, 'of'> & { id: RunId }) {
  const view = useRuns((state) => state.runs.find(({ run }) => run.id === id));
  const marks = useMarks();
  const source = useMemo(() => {
    if (!view) return null;
    const cells = view.answers?.cells ?? [];
    const kept = cells.filter((cell) => isKept(cell, marks));
    return runSource(view.run, kept, cells.length);
  }, [view, marks]);
  // Deleted in another tab.
  if (source === null) return null;
  return <ShareDialog source={source} prefer="answers" {...rest} />;
}

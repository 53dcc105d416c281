'use client';

import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { Shell } from '../../shell/shell.tsx';
import { OpenContext, type Placed } from './open-context.ts';
import { leaveFragment, useFragment } from './use-fragment.ts';

const SharedScreen = lazy(() => import('./shared-screen.tsx').then((module) => ({ default: module.SharedScreen })));
const OpenDialog = lazy(() => import('./open-dialog.tsx').then((module) => ({ default: module.OpenDialog })));
const UndoLine = lazy(() => import('./undo-line.tsx').then((module) => ({ default: module.UndoLine })));

/**
 * Shows what a link carries in Play's place, as long as the link stands in the address. Everything it needs is loaded
 * only then.
 */
export function ShareGate({ children }: { children: ReactNode }) {
  const fragment = useFragment();
  const [asking, setAsking] = useState(false);
  const [placed, setPlaced] = useState<Placed | null>(null);
  const open = useCallback(() => setAsking(true), []);
  const forget = useCallback(() => setPlaced(null), []);
  const leave = (what: Placed | null) => {
    setPlaced(what);
    leaveFragment();
  };
  return (
    <OpenContext value={open}>
      {fragment === '' ? (
        children
      ) : (
        <Shell skip={{ href: '#shared', label: 'Skip to what was shared' }}>
          <Suspense fallback={<main aria-busy="true" className="min-h-[calc(100dvh-4rem)]" />}>
            <SharedScreen fragment={fragment} onLeave={leave} />
          </Suspense>
        </Shell>
      )}
      <Suspense>
        {asking && <OpenDialog onClose={() => setAsking(false)} />}
        {placed && <UndoLine placed={placed} onGone={forget} />}
      </Suspense>
    </OpenContext>
  );
}

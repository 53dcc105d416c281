'use client';

import { createContext, lazy, type ReactNode, Suspense, useContext, useRef, useState } from 'react';
import type { PromptOf } from './prompt-of.ts';

const PromptDialog = lazy(() => import('./prompt-dialog.tsx').then((module) => ({ default: module.PromptDialog })));

type Show = (of: PromptOf, opener: HTMLElement) => void;

const PromptContext = createContext<Show>(() => undefined);

/** Shows what a column is asked, in a dialog whose code loads when it is first wanted; the opener gets the focus back. */
export function usePromptDialog(): Show {
  return useContext(PromptContext);
}

export function PromptProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<PromptOf | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const show: Show = (of, from) => {
    opener.current = from;
    setShown(of);
  };
  return (
    <PromptContext value={show}>
      {children}
      {shown && (
        <Suspense>
          <PromptDialog of={shown} returnTo={opener} onClose={() => setShown(null)} />
        </Suspense>
      )}
    </PromptContext>
  );
}

'use client';

import { createContext, lazy, type ReactNode, Suspense, useContext, useRef, useState } from 'react';

const ModelDialog = lazy(() => import('./model-dialog.tsx').then((module) => ({ default: module.ModelDialog })));

const ModelContext = createContext<(opener: HTMLElement | null) => void>(() => undefined);

/** Opens the Model dialog; the opener gets the focus back. Its code loads when it is first wanted. */
export function useModelDialog(): (opener: HTMLElement | null) => void {
  return useContext(ModelContext);
}

export function ModelProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLElement | null>(null);
  const show = (next: HTMLElement | null) => {
    opener.current = next;
    setOpen(true);
  };
  return (
    <ModelContext value={show}>
      {children}
      {open && (
        <Suspense>
          <ModelDialog returnTo={opener} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </ModelContext>
  );
}

'use client';

import { createContext, lazy, type ReactNode, Suspense, useContext, useRef, useState } from 'react';

const PersonaPicker = lazy(() =>
  import('../personas/persona-picker.tsx').then((module) => ({ default: module.PersonaPicker })),
);

export interface PickRequest {
  /** The draft column that the picked persona replaces; null adds columns. */
  readonly replace: number | null;
  /** Gets the focus back. */
  readonly opener: HTMLElement | null;
}

const PickerContext = createContext<(request: PickRequest) => void>(() => undefined);

/** Opens the persona picker, of which there is one for the whole screen; its code loads when it is first wanted. */
export function usePicker(): (request: PickRequest) => void {
  return useContext(PickerContext);
}

export function PickerProvider({ children }: { children: ReactNode }) {
  const [request, setRequest] = useState<PickRequest | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const open = (next: PickRequest) => {
    opener.current = next.opener;
    setRequest(next);
  };
  return (
    <PickerContext value={open}>
      {children}
      {request && (
        <Suspense>
          <PersonaPicker replace={request.replace} returnTo={opener} onClose={() => setRequest(null)} />
        </Suspense>
      )}
    </PickerContext>
  );
}

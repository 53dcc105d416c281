'use client';

import { createContext, lazy, type ReactNode, Suspense, useContext, useRef, useState } from 'react';

const ArrangeDialog = lazy(() => import('./arrange-dialog.tsx').then((module) => ({ default: module.ArrangeDialog })));
const CompareDialog = lazy(() => import('./compare-dialog.tsx').then((module) => ({ default: module.CompareDialog })));

export type ArrangeRequest = {
  /** Gets the focus back. */
  readonly opener: HTMLElement | null;
} & (
  | { readonly kind: 'compare' }
  /** `edit` changes the draft's column, `duplicate` puts another behind it. */
  | { readonly kind: 'edit' | 'duplicate'; readonly index: number }
);

const ArrangeContext = createContext<(request: ArrangeRequest) => void>(() => undefined);

/** Opens what gives columns models and settings of their own; its code loads when it is first wanted. */
export function useArrange(): (request: ArrangeRequest) => void {
  return useContext(ArrangeContext);
}

export function ArrangeProvider({ children }: { children: ReactNode }) {
  const [request, setRequest] = useState<ArrangeRequest | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const open = (next: ArrangeRequest) => {
    opener.current = next.opener;
    setRequest(next);
  };
  const close = () => setRequest(null);
  return (
    <ArrangeContext value={open}>
      {children}
      {request && (
        <Suspense>
          {request.kind === 'compare' ? (
            <CompareDialog returnTo={opener} onClose={close} />
          ) : (
            <ArrangeDialog kind={request.kind} index={request.index} returnTo={opener} onClose={close} />
          )}
        </Suspense>
      )}
    </ArrangeContext>
  );
}

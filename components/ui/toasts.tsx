'use client';

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { Button, IconButton } from './button.tsx';
import { CloseIcon } from './icons.tsx';

export interface Toast {
  readonly text: string;
  readonly action?: { readonly label: string; readonly onPress: () => void };
  /** How long it stays when nobody points at it or has the focus in it; 8 unless told. */
  readonly seconds?: number;
}

interface Shown extends Toast {
  readonly key: number;
}

// Long enough to read two lines twice.
const SECONDS = 8;

const ToastContext = createContext<((toast: Toast) => void) | null>(null);

/** How a line at the lower edge looks. */
export const toastLook =
  'pointer-events-auto flex max-w-xl min-w-0 items-center gap-3 rounded-box border border-edge bg-sheet py-1.5 pr-1.5 pl-3.5 text-ui shadow-lift';

/**
 * News at the lower edge that goes by itself; whatever it offers must be offered elsewhere too, or not matter later.
 * @param props.lasting lines that stay as long as whoever gives them says
 */
export function ToastProvider({ lasting, children }: { lasting?: ReactNode; children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Shown[]>([]);
  const last = useRef(0);
  const add = useCallback((toast: Toast) => {
    last.current += 1;
    const key = last.current;
    setToasts((old) => [...old, { ...toast, key }]);
  }, []);
  const remove = useCallback((key: number) => setToasts((old) => old.filter((one) => one.key !== key)), []);
  return (
    <ToastContext value={add}>
      {children}
      <div
        role="status"
        aria-label="News"
        className="pointer-events-none fixed inset-x-3 bottom-3 z-40 grid justify-items-center gap-2"
      >
        {lasting}
        {toasts.map((toast) => (
          <ToastLine key={toast.key} toast={toast} onGone={() => remove(toast.key)} />
        ))}
      </div>
    </ToastContext>
  );
}

function ToastLine({ toast, onGone }: { toast: Shown; onGone: () => void }) {
  const [held, setHeld] = useState(false);
  const gone = useRef(onGone);
  useEffect(() => {
    gone.current = onGone;
  }, [onGone]);
  const wait = useMemo(() => (toast.seconds ?? SECONDS) * 1000, [toast.seconds]);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => gone.current(), wait);
    return () => clearTimeout(timer);
  }, [held, wait]);
  const { action } = toast;
  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className={toastLook}
    >
      <span className="min-w-0 break-words">{toast.text}</span>
      {action && (
        <Button
          onClick={() => {
            action.onPress();
            onGone();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label="Dismiss" onClick={onGone}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}

/** Shows a line at the lower edge of the screen. */
export function useToast(): (toast: Toast) => void {
  const add = useContext(ToastContext);
  if (!add) throw new Error('ToastProvider is missing');
  return add;
}

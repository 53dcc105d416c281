'use client';

import { lazy, Suspense, useRef, useState } from 'react';
import { useLedger } from '../providers/ledger.tsx';
import { cx } from '../ui/cx.ts';
import { plural } from '../ui/format.ts';

const LedgerDialog = lazy(() => import('./ledger-dialog.tsx').then((module) => ({ default: module.LedgerDialog })));

/** What left this tab, in the header of every screen. Its width is given: a request moves nothing. */
export function LedgerButton() {
  const requests = useLedger((state) => state.requests);
  const hosts = useLedger((state) => state.hosts.length);
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const words = requests === 0 ? 'Nothing left this tab' : `${plural(requests, 'request')} to ${plural(hosts, 'host')}`;
  return (
    <>
      <button
        ref={opener}
        type="button"
        aria-haspopup="dialog"
        aria-label={`Requests: ${words}`}
        data-tip={words}
        onClick={() => setOpen(true)}
        className="inline-flex size-7 shrink-0 items-center justify-center gap-2 rounded-small text-small text-soft hover:bg-wash hover:text-ink full:w-52 full:justify-start full:px-2"
      >
        <svg
          viewBox="0 0 16 16"
          className="size-4 shrink-0"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          aria-hidden="true"
        >
          <path d="M8 1.8 13 3.6v4c0 3-2 5.3-5 6.6-3-1.3-5-3.6-5-6.6v-4Z" strokeLinejoin="round" />
          <circle cx="8" cy="7.6" r="1.9" className={cx(requests > 0 ? 'fill-current' : 'fill-none')} />
        </svg>
        <span className="truncate tabular-nums max-full:hidden">{words}</span>
      </button>
      {open && (
        <Suspense>
          <LedgerDialog returnTo={opener} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

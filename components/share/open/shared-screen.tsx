'use client';

import { useEffect, useRef, useState } from 'react';
import { useShare, useShareActions } from '../../providers/share.tsx';
import { Button } from '../../ui/button.tsx';
import { ToastProvider } from '../../ui/toasts.tsx';
import { FileRuns } from './file-runs.tsx';
import { PlaygroundView } from './playground-view.tsx';
import type { Placed } from './open-context.ts';
import { OpenTrouble } from './open-trouble.tsx';
import { leaveFragment, OPENED } from './use-fragment.ts';
import { nameText } from './words.ts';

interface SharedScreenProps {
  /** From the address bar: a link, or `OPENED` for what was opened otherwise. */
  readonly fragment: string;
  /** Leads to Play. */
  readonly onLeave: (placed: Placed | null) => void;
}

/** What was opened from a link, a file or an address; looking at it changes nothing. */
export function SharedScreen({ fragment, onLeave }: SharedScreenProps) {
  const actions = useShareActions();
  const opened = useShare((state) => state.opened);
  const mine =
    opened && (fragment === OPENED ? opened.from.kind !== 'link' : isOf(opened.from, fragment)) ? opened : null;
  const slow = useSlow(mine === null || mine.kind === 'reading');

  useEffect(() => {
    if (fragment !== OPENED) actions.openLink(fragment);
  }, [actions, fragment]);
  const screens = useRef(0);
  useEffect(() => {
    screens.current += 1;
    return () => {
      screens.current -= 1;
      // In development React leaves and comes back at once; what was opened must not be gone then.
      setTimeout(() => {
        if (screens.current === 0) actions.close();
      });
    };
  }, [actions]);
  useEffect(() => {
    // After a reload, or a link in between, that is not open any more.
    if (fragment === OPENED && (opened === null || opened.from.kind === 'link')) leaveFragment();
  }, [fragment, opened]);
  useEffect(() => {
    const before = document.title;
    document.title = 'Shared with you · Polyphony';
    return () => void (document.title = before);
  }, []);

  return (
    <ToastProvider>
      <main id="shared" className="mx-auto w-full max-w-[78rem] min-w-0 px-4 pt-5 pb-20 wide:px-6">
        {mine === null || mine.kind === 'reading' ? (
          <div aria-busy="true">
            <h1 className="text-title font-bold">Shared with you</h1>
            <p role="status" className="text-ui text-soft">
              {slow ? 'Reading it, and looking for its voices in the collections that are held here…' : 'Reading it…'}
            </p>
            {slow && (
              <div className="mt-3">
                <Button onClick={() => onLeave(null)}>Go to Play</Button>
              </div>
            )}
          </div>
        ) : mine.kind === 'failed' ? (
          <OpenTrouble fault={mine.fault} from={mine.from} onLeave={() => onLeave(null)} />
        ) : mine.kind === 'runs' ? (
          <FileRuns runs={mine.runs} known={mine.known} name={fromText(mine.from)} onLeave={() => onLeave(null)} />
        ) : (
          <PlaygroundView opened={mine} from={fromText(mine.from)} onLeave={onLeave} />
        )}
      </main>
    </ToastProvider>
  );
}

type From = Parameters<typeof OpenTrouble>[0]['from'];

function isOf(from: From, fragment: string): boolean {
  return from.kind === 'link' && from.fragment === fragment;
}

function fromText(from: From): string {
  switch (from.kind) {
    case 'link':
      return 'a link';
    case 'file':
      return `the file “${nameText(from.name)}”`;
    case 'address':
      return nameText(from.url);
  }
}

// What is read faster needs no word.
const SLOW_MS = 700;

function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [waiting]);
  return slow;
}

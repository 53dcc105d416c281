'use client';

import { useEffect, useRef, useState } from 'react';
import { type Fault, faultOf } from '../../../lib/model/fault.ts';
import type { Outcome } from '../../providers/hub.tsx';

interface Ask {
  /** What is being waited for; null for nothing. */
  readonly busy: string | null;
  /** Why the last question failed. */
  readonly trouble: Fault | null;
  /** Asks, with words for the wait; `done` gets the answer while the component is still there. */
  readonly ask: <T>(words: string, work: () => Promise<Outcome<T>>, done: (value: T) => void) => void;
  /** The same for a wait that the component began with. */
  readonly settle: <T>(work: () => Promise<Outcome<T>>, done: (value: T) => void) => void;
}

/** Questions to the worker, of which the newest counts, with its wait and its fault. @param begun words of a wait that is there at once */
export function useAsk(begun: string | null = null): Ask {
  const [busy, setBusy] = useState(begun);
  const [trouble, setTrouble] = useState<Fault | null>(null);
  const open = useRef(true);
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);
  const turn = useRef(0);
  const settle: Ask['settle'] = (work, done) => {
    turn.current += 1;
    const mine = turn.current;
    void work()
      .catch((thrown: unknown) => ({ ok: false as const, fault: faultOf(thrown) }))
      .then((outcome) => {
        // Closed in the meantime, or asked something else since.
        if (!open.current || mine !== turn.current) return;
        setBusy(null);
        if (outcome.ok) done(outcome.value);
        else setTrouble(outcome.fault);
      });
  };
  const ask: Ask['ask'] = (words, work, done) => {
    setBusy(words);
    setTrouble(null);
    settle(work, done);
  };
  return { busy, trouble, ask, settle };
}

'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { ShareSubject } from '../../../lib/model/share.ts';
import { type Outcome, type PackedLink, useShareActions } from '../../providers/share.tsx';

/** Ticking through a list packs once, at its end; shorter than one waits for knowingly. */
const REST_MS = 150;

interface Answer {
  readonly of: ShareSubject;
  readonly tried: number;
  readonly outcome: Outcome<PackedLink>;
}

export interface Packed {
  /** Of the subject, or (while `stale`) of the one before it, so that its size stays in sight; null before the first. */
  readonly outcome: Outcome<PackedLink> | null;
  /** The subject has changed since: the link must not be given away. */
  readonly stale: boolean;
  readonly again: () => void;
}

/** The link of this subject, packed anew a moment after it changes; answers to older subjects are dropped. */
export function usePacked(subject: ShareSubject): Packed {
  const actions = useShareActions();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [tried, setTried] = useState(0);
  const first = useRef(true);

  useEffect(() => {
    let dropped = false;
    const pack = async () => {
      const outcome = await actions.pack(subject);
      if (dropped) return;
      first.current = false;
      setAnswer({ of: subject, tried, outcome });
    };
    const timer = setTimeout(() => void pack(), first.current ? 0 : REST_MS);
    return () => {
      dropped = true;
      clearTimeout(timer);
    };
  }, [actions, subject, tried]);

  const again = useCallback(() => setTried((count) => count + 1), []);
  return { outcome: answer?.outcome ?? null, stale: answer?.of !== subject || answer.tried !== tried, again };
}

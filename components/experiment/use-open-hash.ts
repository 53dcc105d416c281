'use client';

import { useEffect, useRef } from 'react';
import type { ExperimentId } from '../../lib/model/experiment.ts';
import type { ExperimentActions } from '../providers/experiment.tsx';

const PREFIX = '#experiment-';

function idIn(hash: string): ExperimentId | null {
  if (!hash.startsWith(PREFIX)) return null;
  try {
    return decodeURIComponent(hash.slice(PREFIX.length)) as ExperimentId;
  } catch {
    // Not one that this screen wrote.
    return null;
  }
}

function addressOf(open: ExperimentId | null): string {
  const { pathname, search } = window.location;
  return `${pathname}${search}${open === null ? '' : `${PREFIX}${encodeURIComponent(open)}`}`;
}

/**
 * The address names the experiment that is open, so that a reload and the browser's Back lead to the same view. On
 * arrival the address counts; afterwards it follows what is opened and closed, and Back and Forward open and close.
 */
export function useOpenHash(open: ExperimentId | null, actions: ExperimentActions): void {
  const arrived = useRef(false);
  const shown = useRef(open);
  useEffect(() => {
    shown.current = open;
    const first = !arrived.current;
    arrived.current = true;
    const asked = idIn(window.location.hash);
    if (asked === open) return;
    if (first && asked !== null) {
      void actions.openExperiment(asked).then((answer) => {
        if (!answer.ok) window.history.replaceState(null, '', addressOf(null));
      });
    } else if (first) {
      window.history.replaceState(null, '', addressOf(open));
    } else {
      window.history.pushState(null, '', addressOf(open));
    }
  }, [open, actions]);

  useEffect(() => {
    const open = async (id: ExperimentId) => {
      const answer = await actions.openExperiment(id);
      if (!answer.ok) window.history.replaceState(null, '', addressOf(shown.current));
    };
    const follow = () => {
      const { hash } = window.location;
      const asked = idIn(hash);
      if (asked === shown.current) return;
      if (asked !== null) void open(asked);
      // Any other end of the address is a place within the page, such as the skip link's.
      else if (hash === '') actions.close();
    };
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, [actions]);
}

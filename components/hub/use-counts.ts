'use client';

import { useEffect, useState } from 'react';
import type { Fault } from '../../lib/model/fault.ts';
import { type LabelCounts, type Scope, useHubActions } from '../providers/hub.tsx';

/** While labels are being made, the counts are read again so soon, and each time later: large shards take minutes. */
const AGAIN_MS = 1500;
const LATER = 1.3;
const LATEST_MS = 15_000;

interface Counted {
  readonly scope: Scope;
  readonly counts: LabelCounts | null;
  readonly fault: Fault | null;
}

/**
 * How often each value of each label occurs in a scope; those of the scope before stay until the new ones are here.
 *
 * @param scope the same object for the same rows; null for none
 * @param version changes when the rows of the scope did
 */
export function useCounts(scope: Scope | null, version: string) {
  const actions = useHubActions();
  const [counted, setCounted] = useState<Counted | null>(null);

  useEffect(() => {
    if (scope === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const count = async (wait: number) => {
      const answer = await actions.counts(scope);
      if (!current) return;
      if (!answer.ok) {
        setCounted({ scope, counts: null, fault: answer.fault });
        return;
      }
      setCounted({ scope, counts: answer.value, fault: null });
      if (answer.value.labelled < answer.value.rows) {
        timer = setTimeout(() => void count(Math.min(LATEST_MS, wait * LATER)), wait);
      }
    };
    void count(AGAIN_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [actions, scope, version]);

  return {
    counts: counted?.counts ?? null,
    fault: counted?.scope === scope ? counted.fault : null,
    /** The counts are still those of the scope before. */
    old: counted !== null && counted.scope !== scope,
  };
}

'use client';

import { useEffect, useState } from 'react';
import type { Fault } from '../../lib/model/fault.ts';
import { type Cluster, type Review, useDedupActions } from '../providers/dedup.tsx';

/** A page: what one reads through before turning over, and few enough texts to compare word by word at once. */
export const PAGE_CLUSTERS = 20;

/**
 * A page of clusters of the newest grouping; those of the one before stay until the new ones are here, so that nothing
 * flickers while the slider moves.
 * @param held while several choices are made: the page is read once, after the last
 */
export function useClusters({ grouping, turn }: Review, page: number, held: boolean) {
  const { clusters: read } = useDedupActions();
  const [shown, setShown] = useState<readonly Cluster[] | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [of, setOf] = useState('');
  const key = `${turn} ${page}`;
  useEffect(() => {
    if (!grouping || held) return;
    let current = true;
    void read(page * PAGE_CLUSTERS, PAGE_CLUSTERS).then((answer) => {
      if (!current) return;
      if (answer.ok) setShown(answer.value);
      // The slider overtook this question; the next one is on its way.
      setFault(answer.ok || answer.fault.code === 'cancelled' ? null : answer.fault);
      setOf(`${turn} ${page}`);
    });
    return () => {
      current = false;
    };
  }, [read, grouping, turn, page, held]);
  return { clusters: shown, fault, old: of !== key };
}

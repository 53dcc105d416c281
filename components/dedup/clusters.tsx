'use client';

import { useRef, useState } from 'react';
import type { Fault } from '../../lib/model/fault.ts';
import { type HandChoice, type Review, useDedupActions } from '../providers/dedup.tsx';
import { formatCount, plural } from '../ui/format.ts';
import { ClusterCard } from './cluster-card.tsx';
import { Pager } from './pager.tsx';
import type { MemberViews } from './review-props.ts';
import { Trouble } from './trouble.tsx';
import { PAGE_CLUSTERS, useClusters } from './use-clusters.ts';
import { nouns, type SubjectKind } from './words.ts';

interface ClustersProps extends MemberViews {
  readonly review: Review;
  readonly total: number;
  readonly kind: SubjectKind;
}

/** Twenty clusters at a time, the largest first. */
export function Clusters({ review, total, kind, onOpen, sourceOf }: ClustersProps) {
  const { choose } = useDedupActions();
  const { threshold, keep } = review;
  // A page is one of a grouping: another threshold begins at its first.
  const grouped = `${threshold} ${keep}`;
  const [at, setAt] = useState({ page: 0, grouped });
  const pages = Math.ceil(total / PAGE_CLUSTERS);
  const page = at.grouped === grouped ? Math.min(at.page, pages - 1) : 0;
  const [choosing, setChoosing] = useState(false);
  const [refused, setRefused] = useState<Fault | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { clusters, fault, old } = useClusters(review, page, choosing);

  const chooseEach = async (items: readonly number[], choice: HandChoice) => {
    setChoosing(true);
    setRefused(null);
    for (const item of items) {
      const answer = await choose(item, choice);
      if (answer.ok) continue;
      setRefused(answer.fault);
      break;
    }
    setChoosing(false);
  };
  const turnTo = (next: number) => {
    setAt({ page: next, grouped });
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'start' });
  };

  return (
    <section aria-labelledby="dedup-clusters" className="min-w-0">
      <h3 id="dedup-clusters" ref={heading} tabIndex={-1} className="scroll-mt-4 text-ui font-semibold outline-none">
        {plural(total, 'cluster')}
        <span className="font-normal text-soft tabular-nums">
          {pages > 1 &&
            `, ${formatCount(page * PAGE_CLUSTERS + 1)} to ${formatCount(Math.min(total, (page + 1) * PAGE_CLUSTERS))}`}
        </span>
      </h3>
      <p id="dedup-one-stays" className="text-small text-soft">
        A tick keeps {nouns[kind] === 'answer' ? 'an answer' : 'a persona'}. One of each cluster always stays: the last
        tick cannot be taken away. Words of the kept one that are missing are struck through, other words underlined;
        case and accents do not count.
      </p>
      {(refused ?? fault) && (
        <div className="mt-2">
          <Trouble title="That did not work." fault={refused ?? (fault as Fault)} advice="" />
        </div>
      )}
      <ul aria-label="Clusters" aria-busy={old} className="mt-2 min-h-[30rem] border-t border-line">
        {clusters?.map((cluster) => (
          <ClusterCard
            key={cluster.id}
            cluster={cluster}
            threshold={threshold}
            kind={kind}
            busy={choosing}
            onChoose={(items, choice) => void chooseEach(items, choice)}
            onOpen={onOpen}
            sourceOf={sourceOf}
          />
        ))}
      </ul>
      {pages > 1 && <Pager page={page} pages={pages} onTurn={turnTo} />}
    </section>
  );
}

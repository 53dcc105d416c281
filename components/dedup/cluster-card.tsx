'use client';

import { memo, useState } from 'react';
import type { Cluster, HandChoice } from '../providers/dedup.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { formatCount, plural } from '../ui/format.ts';
import { MemberLine } from './member-line.tsx';
import type { MemberViews } from './review-props.ts';
import { nouns, type SubjectKind } from './words.ts';

/** More members than this unfold by a press: each is compared word by word. */
const FIRST_MEMBERS = 6;

interface ClusterCardProps extends MemberViews {
  readonly cluster: Cluster;
  readonly threshold: number;
  readonly kind: SubjectKind;
  readonly busy: boolean;
  readonly onChoose: (items: readonly number[], choice: HandChoice) => void;
}

/** Near-duplicates of each other: who stays, who goes, and what differs. */
export const ClusterCard = memo(
  function ClusterCard({ cluster, threshold, kind, busy, onChoose, onOpen, sourceOf }: ClusterCardProps) {
    const [all, setAll] = useState(false);
    const { members, more, byHand } = cluster;
    const count = members.length + more;
    const keptCount = members.filter(({ keep }) => keep).length;
    const kept = members.find(({ keep }) => keep) ?? members[0];
    const title = `${count} ${nouns[kind]}s, ${allStay(keptCount, count) ? 'all stay' : `${formatCount(keptCount)} stay${keptCount === 1 ? 's' : ''}`}`;
    const removed = members.filter(({ keep }) => !keep).map(({ item }) => item);
    return (
      <li className="border-b border-line py-2.5">
        <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
          <h4 className="mr-auto text-small text-soft tabular-nums">{title}</h4>
          {byHand && <Badge tone="good">chosen by hand</Badge>}
          {byHand && (
            <Button
              look="plain"
              disabled={busy}
              onClick={() =>
                onChoose(
                  members.map(({ item }) => item),
                  'rule',
                )
              }
            >
              Back to the rule
            </Button>
          )}
          {more === 0 && removed.length > 0 && (
            <Button look="plain" disabled={busy} onClick={() => onChoose(removed, 'keep')}>
              Not duplicates: keep all
            </Button>
          )}
        </div>
        <ul>
          {(all ? members : members.slice(0, FIRST_MEMBERS)).map((member) => (
            <MemberLine
              key={member.item}
              member={member}
              kept={member === kept || !kept ? null : kept.text}
              alone={member.keep && keptCount === 1}
              threshold={threshold}
              busy={busy}
              onKeep={(keep) => onChoose([member.item], keep ? 'keep' : 'remove')}
              onOpen={onOpen}
              source={sourceOf?.(member) ?? ''}
            />
          ))}
        </ul>
        {!all && members.length > FIRST_MEMBERS && (
          <Button look="plain" onClick={() => setAll(true)}>
            Show {plural(members.length - FIRST_MEMBERS, 'more')}
          </Button>
        )}
        {more > 0 && (all || members.length <= FIRST_MEMBERS) && (
          <p className="text-small text-soft tabular-nums">
            {formatCount(more)} more are not listed; the rule decides on them.
          </p>
        )}
      </li>
    );
  },
  // The functions are new each time the list is drawn, and do the same.
  (old, next) => old.cluster === next.cluster && old.threshold === next.threshold && old.busy === next.busy,
);

function allStay(kept: number, count: number): boolean {
  return kept === count;
}

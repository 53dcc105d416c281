'use client';

import { useMemo, useState } from 'react';
import { aroundChanges, diffWords } from '../../lib/dedup/diff.ts';
import { fold } from '../../lib/personas/fold.ts';
import type { ClusterMember } from '../providers/dedup.tsx';
import { cx } from '../ui/cx.ts';
import { DiffText } from './diff-text.tsx';
import type { MemberViews } from './review-props.ts';
import { likenessWords } from './words.ts';

/** Longer texts are compared by their start: the whole of a long one is a press on Open away. */
const COMPARED_CHARACTERS = 4000;
/** Texts longer than this show what differs with so much around it. */
const LONG_CHARACTERS = 400;
const AROUND_CHARACTERS = 80;

interface MemberLineProps extends Pick<MemberViews, 'onOpen'> {
  readonly member: ClusterMember;
  /** The text that it is compared with; null for that one itself. */
  readonly kept: string | null;
  /** Whether it is the last that stays. */
  readonly alone: boolean;
  readonly threshold: number;
  readonly busy: boolean;
  readonly onKeep: (keep: boolean) => void;
  readonly source: string;
}

/** A text of a cluster: whether it stays, what differs, how alike it is. */
export function MemberLine({ member, kept, alone, threshold, busy, onKeep, onOpen, source }: MemberLineProps) {
  const { text, vote } = member;
  // The tick follows the finger; the answer comes as another member object and decides.
  const [asked, setAsked] = useState<{ readonly of: ClusterMember; readonly keep: boolean } | null>(null);
  const keep = asked?.of === member ? asked.keep : member.keep;
  const pieces = useMemo(() => {
    const short = text.slice(0, COMPARED_CHARACTERS);
    const whole = diffWords(kept === null ? short : kept.slice(0, COMPARED_CHARACTERS), short, fold);
    return text.length > LONG_CHARACTERS ? aroundChanges(whole, AROUND_CHARACTERS) : whole;
  }, [text, kept]);
  const cut = text.length > COMPARED_CHARACTERS;
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] items-start gap-x-2 py-1">
      <label className="grid size-7 place-items-center">
        <input
          type="checkbox"
          className={cx('size-4', alone && 'opacity-55')}
          aria-label={`Keep: ${text.slice(0, 80)}`}
          aria-disabled={alone || busy}
          aria-describedby={alone ? 'dedup-one-stays' : undefined}
          title={alone ? 'One of each cluster always stays.' : undefined}
          checked={keep}
          onChange={(event) => {
            if (alone || busy) return;
            setAsked({ of: member, keep: event.target.checked });
            onKeep(event.target.checked);
          }}
        />
      </label>
      <div className="min-w-0">
        <p
          dir="auto"
          className={cx(
            'text-ui break-words',
            !keep && 'text-soft',
            kept === null && text.length > LONG_CHARACTERS && 'line-clamp-6',
          )}
        >
          <DiffText pieces={pieces} />
          {cut && ' …'}
        </p>
        <p className="flex flex-wrap items-center gap-x-3 text-small text-soft tabular-nums">
          <span className={cx('font-semibold', keep ? 'text-accent' : 'text-bad')}>{keep ? 'stays' : 'goes'}</span>
          {kept !== null && <span>{likenessWords(member, threshold)}</span>}
          {vote !== 0 && <span>{vote > 0 ? 'voted up' : 'voted down'}</span>}
          {text === '' && <span>an empty text</span>}
          {source !== '' && <span className="min-w-0 truncate">{source}</span>}
          {onOpen && (
            <button
              type="button"
              className="min-h-6 rounded-small underline underline-offset-3 hover:text-ink"
              onClick={() => onOpen(member)}
            >
              Open<span className="sr-only">: {text.slice(0, 80)}</span>
            </button>
          )}
        </p>
      </div>
    </li>
  );
}

'use client';

import { useEffect, useState } from 'react';
import type { Fault } from '../../../lib/model/fault.ts';
import type { PersonaId } from '../../../lib/model/ids.ts';
import type { RowRef } from '../../../lib/model/persona.ts';
import { type Neighbour, type PersonaDetail, useHubActions } from '../../providers/hub.tsx';
import { cx } from '../../ui/cx.ts';
import { voice } from '../../ui/hue.ts';
import { useShards } from '../use-shards.ts';
import { faultText } from '../words.ts';
import { Section } from './section.tsx';

/** As many as fit without scrolling for long. */
const COUNT = 8;

interface Asked {
  readonly of: PersonaId;
  readonly found: readonly Neighbour[];
  readonly fault: Fault | null;
}

/** Personas whose texts share the most words with this one. */
export function Neighbours({ detail, onOpen }: { detail: PersonaDetail; onOpen: (ref: RowRef) => void }) {
  const actions = useHubActions();
  const { fromOf } = useShards();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { shard, row } = detail.ref;
  const { id } = detail;
  useEffect(() => {
    let current = true;
    void actions.neighbours({ shard, row }, COUNT).then((answer) => {
      if (!current) return;
      setAsked({ of: id, found: answer.ok ? answer.value : [], fault: answer.ok ? null : answer.fault });
    });
    return () => {
      current = false;
    };
  }, [actions, shard, row, id]);
  const mine = asked?.of === id ? asked : null;
  return (
    <Section title="Most alike by their words">
      {mine === null ? (
        <p className="min-h-40 text-ui text-soft">Comparing…</p>
      ) : mine.fault ? (
        <p className="text-ui text-bad">{faultText(mine.fault)}</p>
      ) : mine.found.length === 0 ? (
        <p className="text-ui text-soft">Nobody shares its words.</p>
      ) : (
        <ol>
          {mine.found.map((neighbour) => {
            const { className, style } = voice(neighbour.id);
            const share = Math.round(neighbour.similarity * 100);
            return (
              <li key={`${neighbour.ref.shard}/${neighbour.ref.row}`} className="border-b border-line last:border-b-0">
                <button
                  type="button"
                  style={style}
                  onClick={() => onOpen(neighbour.ref)}
                  className={cx(
                    className,
                    'flex w-full items-baseline gap-3 rounded-small py-1.5 text-left hover:bg-wash',
                  )}
                >
                  <span className="w-11 shrink-0 text-right text-small text-soft tabular-nums">
                    {share}%<span className="sr-only"> of the words shared:</span>
                  </span>
                  <span aria-hidden="true" className="size-2.5 shrink-0 self-center rounded-full bg-voice" />
                  <span dir="auto" className="line-clamp-2 min-w-0 flex-1 text-ui">
                    {neighbour.text}
                  </span>
                  <span className="max-w-40 shrink-0 truncate text-small text-soft max-wide:hidden">
                    {fromOf(neighbour.ref.shard)}
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </Section>
  );
}

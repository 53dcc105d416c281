'use client';

import { useRef, useState } from 'react';
import type { ShardId } from '../../../lib/model/ids.ts';
import { useHub } from '../../providers/hub.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { CollectionRow, collectionGrid } from './collection-row.tsx';
import { removedWords } from './collection-words.ts';
import { MergeBar } from './merge-bar.tsx';

/** Everything that is held, a line each. */
export function Collections() {
  const shards = useHub((state) => state.shards);
  const restored = useHub((state) => state.restored);
  const [ticked, setTicked] = useState<ReadonlySet<ShardId>>(new Set());
  const heading = useRef<HTMLHeadingElement>(null);
  const removed = shards.reduce((sum, view) => sum + view.removed, 0);
  const total = shards.reduce((sum, { info }) => sum + info.count, 0) - removed;
  // One that was deleted since is no longer chosen.
  const chosen = shards.filter(({ info }) => ticked.has(info.id));
  const toggle = (shard: ShardId, on: boolean) =>
    setTicked((old) => new Set(on ? [...old, shard] : [...old].filter((one) => one !== shard)));
  return (
    <section aria-labelledby="collections-title" className="min-w-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="collections-title" ref={heading} tabIndex={-1} className="text-title font-semibold outline-none">
          Collections
        </h2>
        <p className="text-small text-soft tabular-nums">
          {restored
            ? [`${plural(total, 'persona')} in ${plural(shards.length, 'collection')}`, removedWords(removed)]
                .filter((words) => words !== '')
                .join(' · ')
            : 'Looking at what is held…'}
        </p>
      </div>
      <div
        aria-hidden="true"
        className={`mt-2 hidden border-b border-line px-2 pb-1 text-small text-soft ${collectionGrid}`}
      >
        <span />
        <span>Name</span>
        <span className="text-right">Personas</span>
        <span className="text-right">Size</span>
        <span>Licence and source</span>
        <span />
      </div>
      {restored ? (
        <ul>
          {shards.map((view) => (
            <CollectionRow
              key={view.info.id}
              view={view}
              ticked={ticked.has(view.info.id)}
              onTick={(on) => toggle(view.info.id, on)}
              onGone={() => heading.current?.focus()}
            />
          ))}
        </ul>
      ) : (
        // As high as the one collection that every visitor has.
        <div className="flex h-12 items-center px-2 max-full:h-24">
          <div className="shimmer h-5 w-56" />
        </div>
      )}
      {restored && shards.length === 0 && (
        <p className="py-3 text-ui text-soft">No collection is held here. Add personas to begin.</p>
      )}
      <MergeBar chosen={chosen} onMerged={() => setTicked(new Set())} />
      <p role="status" className="sr-only">
        {chosen.length > 0 && `${formatCount(chosen.length)} chosen`}
      </p>
    </section>
  );
}

'use client';

import { memo, useId, useState } from 'react';
import type { ShardView } from '../../providers/hub.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { ChevronIcon } from '../../ui/icons.tsx';
import { useHubViewActions } from '../hub-view.tsx';
import { LicenceLine } from '../licence.tsx';
import { CollectionDetail } from './collection-detail.tsx';
import { collectionState, removedWords } from './collection-words.ts';

/** Shared with the heading above the rows: tick, name, personas, size, licence and source, use. */
export const collectionGrid =
  'full:grid full:grid-cols-[1.75rem_minmax(10rem,1.2fr)_6rem_5rem_minmax(10rem,1.5fr)_5rem] full:items-center full:gap-x-3';

interface CollectionRowProps {
  readonly view: ShardView;
  readonly ticked: boolean;
  readonly onTick: (on: boolean) => void;
  /** The row is about to go: the focus needs another place. */
  readonly onGone: () => void;
}

/** A collection in a line; all that is known of it and can be done unfolds below. */
export const CollectionRow = memo(
  function CollectionRow({ view, ticked, onTick, onGone }: CollectionRowProps) {
    const { openBrowse } = useHubViewActions();
    const [open, setOpen] = useState(false);
    const id = useId();
    const { info, removed } = view;
    const state = collectionState(view);
    return (
      <li className="border-b border-line last:border-b-0">
        <div className={cx('flex flex-wrap items-center gap-x-3 gap-y-0.5 px-2 py-1.5', collectionGrid)}>
          <label className="grid size-7 shrink-0 place-items-center">
            <input
              type="checkbox"
              className="size-4"
              aria-label={`Choose ${info.name}`}
              checked={ticked}
              onChange={(event) => onTick(event.target.checked)}
            />
          </label>
          <h3 className="flex min-w-0 flex-wrap items-center gap-x-2 max-full:basis-[calc(100%-9rem)] max-full:grow">
            <button
              type="button"
              aria-expanded={open}
              aria-controls={id}
              onClick={() => setOpen(!open)}
              className="flex min-h-8 min-w-0 items-center gap-1.5 rounded-small text-left text-ui font-semibold hover:text-accent"
            >
              <ChevronIcon className={cx('size-4 shrink-0 text-soft', !open && '-rotate-90')} />
              <span className="min-w-0 break-words">{info.name}</span>
            </button>
            {state && <Badge tone={state[1]}>{state[0]}</Badge>}
            <span className="text-small font-normal text-soft empty:hidden">{removedWords(removed)}</span>
          </h3>
          <span className="text-small whitespace-nowrap tabular-nums max-full:order-1 max-full:ml-10 full:text-right">
            {formatCount(info.count - removed)}
            <span className="text-soft full:sr-only"> personas</span>
          </span>
          <span className="text-small whitespace-nowrap tabular-nums max-full:order-1 full:text-right">
            {formatBytes(info.bytes)}
          </span>
          <LicenceLine info={info} named={false} className="max-full:order-2 max-full:ml-10 max-full:basis-full" />
          <span className="flex justify-end">
            <BrowseButton view={view} onPress={() => openBrowse({ shards: [info.id], filters: [], set: null })} />
          </span>
        </div>
        <div id={id} hidden={!open}>
          {open && <CollectionDetail view={view} onGone={onGone} />}
        </div>
      </li>
    );
  },
  // The functions are new each time the list is drawn, and do the same.
  (old, next) => old.view === next.view && old.ticked === next.ticked,
);

function BrowseButton({ view: { info, removed }, onPress }: { view: ShardView; onPress: () => void }) {
  return (
    <Button aria-label={`Browse ${info.name}`} disabled={info.count === removed} onClick={onPress}>
      Browse
    </Button>
  );
}

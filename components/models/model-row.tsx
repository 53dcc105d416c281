'use client';

import { memo, useId, useState } from 'react';
import { type CatalogueEntry, modelKey } from '../../lib/model/catalogue.ts';
import { parametersText } from '../../lib/catalogue/words.ts';
import { useModels, useModelsActions } from '../providers/models.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/cx.ts';
import { ChevronIcon } from '../ui/icons.tsx';
import { formatBytes } from '../ui/format.ts';
import { FitBadge } from './fit-line.tsx';
import { ModelDetail } from './model-detail.tsx';
import { engineNames, statusWords } from './model-words.ts';
import { downloadBytes, isBlocked, isUsable } from './readiness.ts';
import { useStatus } from './use-model.ts';
import { useFit } from './use-fit.ts';

/** Shared with the heading above the rows: name, parameters, quantisation, download, memory, fit and state, use. */
export const rowGrid =
  'full:grid full:grid-cols-[minmax(9rem,1fr)_4.5rem_6.5rem_4.5rem_4.5rem_12rem_4.5rem] full:items-center full:gap-x-3';

/** One model in a line; all that is known and can be done unfolds below it. */
export const ModelRow = memo(function ModelRow({ entry }: { entry: CatalogueEntry }) {
  const key = modelKey(entry.choice);
  const status = useStatus(key);
  const offer = useModels((state) => state.offer);
  const fit = useFit(entry, status);
  // Null until somebody folds or unfolds it.
  const [open, setOpen] = useState<boolean | null>(null);
  const id = useId();
  const [words, tone] = statusWords(entry, status, offer);
  const resting = tone === 'quiet' && words === 'not here yet';
  // What goes on is shown without being asked for.
  const unfolded = open ?? (status.files.download?.state === 'running' || status.measuring);

  return (
    <li className="border-b border-line last:border-b-0">
      <div className={cx('flex flex-wrap items-center gap-x-2 gap-y-0.5 px-2 py-1.5', rowGrid)}>
        <h3 className="min-w-0 max-full:basis-[calc(100%-5.5rem)] max-full:grow">
          <button
            type="button"
            aria-expanded={unfolded}
            aria-controls={id}
            onClick={() => setOpen(!unfolded)}
            className="flex min-h-8 w-full items-center gap-1.5 rounded-small text-left text-ui font-semibold hover:text-accent"
          >
            <ChevronIcon className={cx('size-4 shrink-0 text-soft', !unfolded && '-rotate-90')} />
            <span className="min-w-0 break-words">{entry.choice.name}</span>
          </button>
        </h3>
        <Cell term="Parameters">{entry.parameters === null ? null : parametersText(entry.parameters)}</Cell>
        <Cell term="Quantisation" left>
          {entry.source.kind === 'endpoint' ? engineNames.endpoint : entry.quantisation}
        </Cell>
        <Cell term="Download">{downloadCell(entry, downloadBytes(entry, status))}</Cell>
        <Cell term="Memory">
          {entry.source.kind === 'endpoint' ? 'none here' : entry.memoryBytes === null ? null : formatBytes(entry.memoryBytes)}
        </Cell>
        <span className="flex flex-wrap items-center gap-1">
          <FitBadge fit={fit} />
          {!resting && <Badge tone={tone}>{words}</Badge>}
        </span>
        <span className="flex justify-end max-full:ml-auto">
          <UseButton entry={entry} usable={isUsable(entry, status, offer) && !isBlocked(entry, fit)} />
        </span>
      </div>
      <div id={id} hidden={!unfolded}>
        {unfolded && <ModelDetail entry={entry} status={status} fit={fit} />}
      </div>
    </li>
  );
});

function UseButton({ entry, usable }: { entry: CatalogueEntry; usable: boolean }) {
  const key = modelKey(entry.choice);
  const chosen = useModels((state) => state.chosen === key);
  const actions = useModelsActions();
  if (chosen) return <span className="text-small font-semibold text-accent">in use</span>;
  if (!usable) return null;
  return (
    <Button aria-label={`Use ${entry.choice.name} for new runs`} onClick={() => actions.choose(key)}>
      Use
    </Button>
  );
}

function downloadCell(entry: CatalogueEntry, bytes: number | null): string | null {
  switch (entry.source.kind) {
    case 'endpoint':
    case 'browser':
    case 'files':
      return 'none';
    default:
      return bytes === null ? null : formatBytes(bytes);
  }
}

/** A number or word of the row; on narrow screens it carries its own heading. Null is unknown. */
function Cell({ term, left = false, children }: { term: string; left?: boolean; children: string | null }) {
  return (
    <span className={cx('text-small tabular-nums', !left && 'full:text-right', children === null && 'text-soft')}>
      <span className="text-soft full:sr-only">{term} </span>
      {children ?? 'unknown'}
    </span>
  );
}

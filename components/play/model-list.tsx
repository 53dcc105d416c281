'use client';

import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { noFilter, searchEntries } from '../../lib/catalogue/search.ts';
import { type CatalogueEntry, modelKey } from '../../lib/model/catalogue.ts';
import { engineNames, statusWords } from '../models/model-words.ts';
import { type Readiness, readiness } from '../models/readiness.ts';
import { statusOf, useStatus } from '../models/use-model.ts';
import { type ModelsState, useModels, useModelsActions } from '../providers/models.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { formatBytes, formatRate, plural } from '../ui/format.ts';
import { TextField } from '../ui/text-field.tsx';

/** Rows that are drawn; more are found by typing, faster than by scrolling. */
const SHOWN = 40;
/** From here on a search is quicker than the eye. */
const SEARCHED = 6;

const ranks: Readonly<Record<Readiness, number>> = { ready: 0, loadable: 1, download: 2, ask: 2, absent: 3 };

/** Models that can write at once come first; otherwise as they were. */
function usableFirst({ entries, status, offer }: Pick<ModelsState, 'entries' | 'status' | 'offer'>) {
  const rank = (entry: CatalogueEntry) => ranks[readiness(entry, statusOf(status, modelKey(entry.choice)), offer)];
  return entries.toSorted((a, b) => rank(a) - rank(b));
}

interface ModelListProps {
  /** Draws one row, around or beside what `ModelSummary` says of the model. */
  readonly children: (entry: CatalogueEntry) => ReactNode;
  /** A row before all others, for what is no model of the list. */
  readonly first?: ReactNode;
}

/** The models that a column may have, with a search once there are many. */
export function ModelList({ children, first }: ModelListProps) {
  const entries = useModels((state) => state.entries);
  const status = useModels((state) => state.status);
  const offer = useModels((state) => state.offer);
  const catalogue = useModels((state) => state.catalogue);
  const actions = useModelsActions();
  const [words, setWords] = useState('');
  const found = searchEntries(usableFirst({ entries, status, offer }), { ...noFilter, words });
  const more = found.length - SHOWN;

  return (
    <div className="grid gap-2">
      {entries.length > SEARCHED && <TextField label="Search models" value={words} onChange={setWords} />}
      <ul className="max-h-72 overflow-y-auto rounded-small border border-line">
        {words === '' && first !== undefined && <li className="border-b border-line last:border-b-0">{first}</li>}
        {found.slice(0, SHOWN).map((entry) => (
          <li key={modelKey(entry.choice)} className="border-b border-line last:border-b-0">
            {children(entry)}
          </li>
        ))}
      </ul>
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 text-small text-soft">
        <p role="status" className="min-w-0 flex-1">
          {found.length === 0
            ? 'No model has these words.'
            : more > 0
              ? `${plural(more, 'more model')}: type to find one.`
              : ''}
        </p>
        {catalogue === 'unread' && <Button onClick={() => actions.openCatalogue()}>Show the catalogue</Button>}
        {catalogue === 'failed' && <span>The catalogue could not be read.</span>}
        <Link href="/models" prefetch={false} className="underline decoration-edge underline-offset-3 hover:text-ink">
          Get or add models
        </Link>
      </div>
    </div>
  );
}

/** A model's name, what speaks for or against it here, and its state. */
export function ModelSummary({ entry }: { entry: CatalogueEntry }) {
  const { choice, quantisation, downloadBytes } = entry;
  const status = useStatus(modelKey(choice));
  const offer = useModels((state) => state.offer);
  const [words, tone] = statusWords(entry, status, offer);
  const { benchmark, engine } = status;
  const facts = [
    engineNames[choice.engine],
    quantisation,
    downloadBytes !== null && downloadBytes > 0 ? formatBytes(downloadBytes) : null,
    engine.info && (engine.info.width === 1 ? 'one answer after the other' : `${engine.info.width} answers together`),
    benchmark?.tokensPerSecond == null
      ? null
      : `${formatRate(benchmark.tokensPerSecond)} tokens/s over ${plural(benchmark.rows, 'answer')}`,
  ];
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2">
      <span className="min-w-0 flex-1">
        <span className="block text-ui break-words">{choice.name}</span>
        <span className="block text-small text-soft tabular-nums">{facts.filter(Boolean).join(' · ')}</span>
      </span>
      <Badge tone={tone}>{words}</Badge>
    </span>
  );
}

'use client';

import type { ImportView } from '../../providers/hub.tsx';
import { Badge } from '../../ui/badge.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';
import { faultText } from '../words.ts';
import { ImportControls } from './import-controls.tsx';
import { importFraction, importState, paceWords, readWords } from './import-words.ts';

/** One import. Its lines keep their places while the counts grow. */
export function ImportCard({ view }: { view: ImportView }) {
  const { name, state, rows, kept, duplicates, rejected, fault } = view;
  const [words, tone] = importState(view);
  const fraction = importFraction(view);
  return (
    <li className="min-w-0 rounded-box border border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 text-ui font-semibold break-words">{name}</h3>
        <Badge tone={tone}>{words}</Badge>
        <span className="ml-auto text-small text-soft tabular-nums">{readWords(view)}</span>
      </div>
      <Progress
        label={`Import of ${name}`}
        value={fraction ?? 0}
        valueText={`${words}, ${plural(rows, 'row')} read`}
        className="my-2"
      />
      <dl className="grid grid-cols-2 gap-x-6 text-ui tabular-nums wide:grid-cols-4">
        <Count term="Rows read" value={rows} />
        <Count term="Personas kept" value={kept} />
        <Count term="Duplicates left out" value={duplicates} />
        <Count term="Could not be read" value={rejected} />
      </dl>
      <p className="min-h-5 text-small text-soft tabular-nums">{paceWords(view)}</p>
      {fault && state !== 'done' && (
        <p role="alert" className="mb-1 text-ui text-bad">
          {faultText(fault)}
        </p>
      )}
      <ImportControls view={view} />
    </li>
  );
}

function Count({ term, value }: { term: string; value: number }) {
  return (
    <div className="min-w-0">
      <dt className="text-small text-soft">{term}</dt>
      <dd className="font-semibold">{formatCount(value)}</dd>
    </div>
  );
}

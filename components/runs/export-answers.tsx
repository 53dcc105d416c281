'use client';

import { useState } from 'react';
import { download, fileName } from '../hub/download.ts';
import { Button } from '../ui/button.tsx';
import { plural } from '../ui/format.ts';
import { ChevronIcon } from '../ui/icons.tsx';
import { Popover } from '../ui/popover.tsx';
import { type Chosen, countAnswers, termsOf, writeAnswers } from './answer-files.ts';
import { useMarks, useTerms } from './use-marks.ts';

interface ExportAnswersProps {
  /** The file is called so. */
  readonly name: string;
  /** What goes into the file; asked for when the panel is opened. */
  readonly chosen: () => Chosen;
  readonly onSaid: (text: string) => void;
}

/** Answers as a file, with the terms that their personas bring. */
export function ExportAnswers({ name, chosen, onSaid }: ExportAnswersProps) {
  const [what, setWhat] = useState<Chosen>([]);
  const shards = useTerms();
  const marks = useMarks();
  const count = countAnswers(what);
  const terms = termsOf(what, shards);
  const write = (format: 'jsonl' | 'csv') => {
    const file = fileName(name, format);
    download(writeAnswers(what, format, shards, marks), file);
    onSaid(`${file} is written: ${plural(count, 'answer')} with where each came from.`);
  };
  return (
    <Popover
      label={`Export answers of ${name}`}
      align="start"
      className="w-88 p-4"
      onOpen={() => setWhat(chosen())}
      trigger={(props) => (
        <Button {...props}>
          Export
          <ChevronIcon className="size-3.5" />
        </Button>
      )}
    >
      <p className="text-ui">
        <strong className="font-semibold">{plural(count, 'finished answer')}</strong> of {name}. Each row says who was
        asked what, by which model, with which seed and settings.
      </p>
      {terms.map(({ name: shard, licence, nonCommercial }) => (
        <p key={shard} className="mt-2 text-small text-soft">
          Personas of {shard}: {licence === '' ? 'licence unknown' : licence}.
          {nonCommercial && (
            <strong className="block font-semibold text-warn">
              Non-commercial: what you make from it falls under the same terms.
            </strong>
          )}
        </p>
      ))}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button look="primary" disabled={count === 0} onClick={() => write('jsonl')}>
          JSONL, {plural(count, 'line')}
        </Button>
        <Button disabled={count === 0} onClick={() => write('csv')}>
          CSV, {plural(count, 'row')}
        </Button>
      </div>
    </Popover>
  );
}

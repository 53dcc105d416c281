'use client';

import { useState } from 'react';
import type { DedupMark } from '../../lib/export/answers.ts';
import type { CellId } from '../../lib/model/ids.ts';
import { type Cell, type CellState, type Run } from '../../lib/model/run.ts';
import { cellKey } from '../../lib/model/settings.ts';
import { columnLabels } from '../play/column-labels.ts';
import { TextLookStrip } from '../reading/text-look.tsx';
import { Button } from '../ui/button.tsx';
import { plural } from '../ui/format.ts';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Answer } from './answer.tsx';
import { type AnswerFilter, type Choice, modelsOf, noFilter, passes, voicesOf } from './filters.ts';
import { cellMatches, searchWords } from './search.ts';
import { stateWords } from './words.ts';

interface AnswerListProps {
  readonly run: Run;
  readonly cells: readonly Cell[];
  /** All attempts of the run. */
  readonly attempts: readonly Cell[];
  readonly marks: ReadonlyMap<CellId, DedupMark>;
  readonly search: string;
}

/** Answers of a run, narrowed by words, voice, model and state. */
export function AnswerList({ run, cells, attempts, marks, search }: AnswerListProps) {
  const [filter, setFilter] = useState<AnswerFilter>(noFilter);
  const [text, setText] = useState(search);
  const words = searchWords(text);
  const shown = cells.filter((cell) => passes(run, cell, filter) && cellMatches(run, cell, words));
  const states = [...new Set(cells.map(({ state }) => state))];
  const names = columnLabels(run.spec);
  const change = (part: Partial<AnswerFilter>) => setFilter((old) => ({ ...old, ...part }));
  const earlier = (cell: Cell) =>
    attempts.filter(
      (one) => cellKey(one.column, one.repeat) === cellKey(cell.column, cell.repeat) && one.id !== cell.id,
    );
  return (
    <section aria-labelledby="run-answers" className="min-w-0">
      <h3 id="run-answers" className="text-read font-semibold">
        Answers
      </h3>
      <div className="mt-1 flex flex-wrap items-end gap-x-3 gap-y-1">
        <TextField
          label="Search this run"
          type="search"
          value={text}
          onChange={setText}
          className="w-full max-w-64 max-wide:max-w-none"
        />
        <Narrow label="Voice" value={filter.voice} choices={voicesOf(run)} onChange={(voice) => change({ voice })} />
        <Narrow label="Model" value={filter.model} choices={modelsOf(cells)} onChange={(model) => change({ model })} />
        <Narrow
          label="State"
          value={filter.state}
          choices={states.map((state) => ({ value: state, label: stateWords[state] }))}
          onChange={(state) => change({ state: state as CellState | null })}
        />
        <TextLookStrip />
        <p role="status" className="min-h-5 pb-1.5 text-small text-soft tabular-nums">
          {shown.length < cells.length
            ? `${shown.length} of ${plural(cells.length, 'answer')}`
            : plural(cells.length, 'answer')}
        </p>
      </div>
      {shown.length === 0 ? (
        <p className="mt-3 flex flex-wrap items-center gap-3 text-ui text-soft">
          {cells.length === 0 ? 'There is no answer to show.' : 'No answer passes these filters.'}
          {cells.length > 0 && (
            <Button
              onClick={() => {
                setFilter(noFilter);
                setText('');
              }}
            >
              Show all
            </Button>
          )}
        </p>
      ) : (
        <ul className="mt-3 grid items-start gap-3 full:grid-cols-2">
          {shown.map((cell) => (
            <li key={cell.id} className="min-w-0">
              <Answer
                run={run}
                cell={cell}
                name={names[cell.column] ?? ''}
                earlier={earlier(cell)}
                mark={marks.get(cell.id)}
                words={words}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface NarrowProps {
  readonly label: string;
  readonly value: string | null;
  readonly choices: readonly Choice[];
  readonly onChange: (value: string | null) => void;
}

/** Nothing to choose from is nothing to show. */
function Narrow({ label, value, choices, onChange }: NarrowProps) {
  if (choices.length < 2 && value === null) return null;
  return (
    <SelectField
      label={label}
      value={value ?? ''}
      options={[{ value: '', label: 'All' }, ...choices]}
      onChange={(next) => onChange(next === '' ? null : next)}
      className="max-w-48"
    />
  );
}

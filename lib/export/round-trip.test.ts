import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../model/run.ts';
import type { KeptRun } from '../model/share.ts';
import { readKeptRun } from '../store/read-run.ts';
import type { ChosenRun } from './chosen.ts';
import { answerFormats, readExported } from './read-exported.ts';
import { bytesOf, calm, chosenArb, world } from './runs.test-help.ts';
import { writeAnswers } from './write-answers.ts';

const byPlace = (a: Cell, b: Cell) => a.column - b.column || a.repeat - b.repeat || a.attempt - b.attempt;
const kept = (chosen: readonly ChosenRun[]): KeptRun[] =>
  chosen.filter(({ cells }) => cells.length > 0).map(({ run, cells }) => ({ run, cells: [...cells].sort(byPlace) }));

describe.each(answerFormats)('%s', (format) => {
  it('gives back the same runs and cells, whatever their texts', async () => {
    await fc.assert(
      fc.asyncProperty(chosenArb, async (chosen) => {
        const expected = kept(chosen);
        fc.pre(expected.length > 0);
        const bytes = await bytesOf(await writeAnswers(chosen, format, world, calm));
        expect(await readExported({ name: `x.${format}`, bytes }, readKeptRun)).toEqual(expected);
      }),
      // Parquet's reader and writer take most of the time.
      { numRuns: format === 'parquet' ? 25 : 60 },
    );
  });
});

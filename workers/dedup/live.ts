import { LiveJoin } from '../../lib/dedup/live-join.ts';
import type { TokenChoice } from '../../lib/model/dedup.ts';
import type { CellId } from '../../lib/model/ids.ts';
import type { LiveMatch } from '../../lib/protocol/dedup.ts';

interface Run {
  readonly join: LiveJoin;
  readonly cells: CellId[];
  readonly matches: Map<CellId, LiveMatch>;
}

/** As the paper compares. */
const WORDS: TokenChoice = { kind: 'words', size: 1 };

/** Repetition within runs that go on: a join for each run and threshold. */
export function createLive() {
  const runs = new Map<string, Map<number, Run>>();

  function runOf(name: string, threshold: number): Run {
    const ofThreshold = runs.get(name) ?? new Map<number, Run>();
    runs.set(name, ofThreshold);
    const run = ofThreshold.get(threshold) ?? { join: new LiveJoin(WORDS, threshold), cells: [], matches: new Map() };
    ofThreshold.set(threshold, run);
    return run;
  }

  return {
    add(
      name: string,
      answers: readonly { readonly cell: CellId; readonly text: string }[],
      threshold: number,
    ): readonly LiveMatch[] {
      const { join, cells, matches } = runOf(name, threshold);
      return answers.map(({ cell, text }) => {
        const known = matches.get(cell);
        if (known) return known;
        const alike = join.add(text);
        const match: LiveMatch = {
          cell,
          of: alike ? (cells[alike.of] ?? null) : null,
          similarity: alike?.similarity ?? 0,
        };
        cells.push(cell);
        matches.set(cell, match);
        return match;
      });
    },
    forget: (name: string): void => void runs.delete(name),
  };
}

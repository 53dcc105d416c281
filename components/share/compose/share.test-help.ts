import type { CellId, PersonaId, RunId, ShardId } from '../../../lib/model/ids.ts';
import type { Cell, Column, ModelChoice, Run } from '../../../lib/model/run.ts';
import { cellKey, defaultSettings } from '../../../lib/model/settings.ts';
import { chooseTask } from '../../../lib/prompt/index.ts';
import type { Draft } from '../../play/draft.ts';

export const small: ModelChoice = { engine: 'chorus', model: 'smollm2-135m', name: 'SmolLM2 135M Instruct' };
export const server: ModelChoice = { engine: 'endpoint', model: 'e1/llama3.2', name: 'llama3.2 at studio.local:8080' };

export const voice = (id: string, shard: string | null): Column => ({
  kind: 'persona',
  persona: { id: id as PersonaId, text: `A ${id} who sings`, labels: {}, shard: shard as ShardId | null },
  model: null,
  settings: null,
});
export const control: Column = { kind: 'control', model: null, settings: null };

export const draft: Draft = {
  task: chooseTask('math'),
  columns: [voice('baker', 's1'), voice('sailor', null), control],
  settings: { ...defaultSettings, repeats: 2 },
  model: small,
};

export const run: Run = {
  version: 2,
  id: 'r' as RunId,
  createdAt: new Date(2026, 10, 21).getTime(),
  spec: { version: 2, ...draft },
};

export function cellOf(column: number, repeat: number, part: Partial<Cell> = {}): Cell {
  return {
    version: 2,
    id: `r/${column}/${repeat}/0` as CellId,
    run: run.id,
    column,
    repeat,
    attempt: 0,
    seed: 1 as Cell['seed'],
    state: 'done',
    text: `Song ${cellKey(column, repeat)}`,
    tokens: null,
    finish: 'end',
    usage: null,
    fault: null,
    vote: 0,
    by: small,
    updatedAt: 0,
    ...part,
  };
}

/** Play with this run; cells stand in the order given. */
export function playOf(cells: readonly Cell[]) {
  const all = new Map(cells.map((cell) => [cellKey(cell.column, cell.repeat), cell]));
  return { run, cells: all, repeats: 2 };
}

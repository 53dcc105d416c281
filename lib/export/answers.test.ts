import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DedupDecision } from '../model/dedup.ts';
import type { CellId, PersonaId, RunId, Seed, ShardId } from '../model/ids.ts';
import type { Cell, Run } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { answerRecord, dedupMarks } from './answers.ts';
import { toJsonl } from './jsonl.ts';

const model = { engine: 'chorus' as const, model: 'small', name: 'Small' };
const persona = { id: 'P1' as PersonaId, text: 'A weaver in Kumasi', labels: {}, shard: 's1' as ShardId };
const run: Run = {
  version: 2,
  id: 'r' as RunId,
  createdAt: Date.UTC(2026, 0, 2),
  spec: {
    version: 2,
    task: chooseTask('math'),
    columns: [
      { kind: 'persona', persona, model: null, settings: { temperature: 0 } },
      { kind: 'control', model: null, settings: null },
    ],
    settings: { ...defaultSettings, seed: 7 },
    model,
  },
};
const cell = (column: number, text: string): Cell => ({
  version: 2,
  id: `r/${column}/0/0` as CellId,
  run: run.id,
  column,
  repeat: 0,
  attempt: 0,
  seed: 11 as Seed,
  state: 'done',
  text,
  tokens: 3,
  finish: 'end',
  usage: null,
  fault: null,
  vote: -1,
  by: model,
  updatedAt: 0,
});
const shards = new Map([['s1' as ShardId, { name: 'Weavers', source: 'a file', licence: 'CC-BY-NC-SA-4.0' }]]);
const decision: DedupDecision = {
  version: 1,
  id: 'd1',
  createdAt: Date.UTC(2026, 0, 3),
  scope: '1 run',
  method: { kind: 'exact', tokens: { kind: 'words', size: 1 } },
  threshold: 0.9,
  keep: 'first',
  byHand: 0,
  before: 3,
  clusters: 1,
  removed: {
    kind: 'answers',
    cells: ['r/1/0/0', 'r/1/1/0'] as CellId[],
    kept: ['r/0/0/0', 'r/0/0/0'] as CellId[],
    similarity: new Float32Array([1, 0.9]),
  },
};

it('writes an answer under the names that PersonaHub’s files use, with all of its lineage', () => {
  const record = answerRecord(
    run,
    cell(0, 'Math problem: How long?'),
    true,
    shards,
    dedupMarks([decision]).get('r/0/0/0' as CellId),
  );
  expect(Object.keys(record).slice(0, 3)).toEqual(['input persona', 'synthesized text', 'description']);
  expect(record).toMatchObject({
    'input persona': 'A weaver in Kumasi',
    'synthesized text': 'Math problem: How long?',
    description: 'Math problem',
    run: 'r',
    date: '2026-01-02T00:00:00.000Z',
    task: 'math',
    answer_prefix: 'Math problem:',
    model: 'small',
    engine: 'chorus',
    settings: { temperature: 0, maxTokens: defaultSettings.maxTokens },
    run_seed: 7,
    seed: 11,
    attempt: 0,
    vote: -1,
    persona_id: 'P1',
    shard: 'Weavers',
    licence: 'CC-BY-NC-SA-4.0',
    near_duplicates_removed: 2,
    near_duplicate_of: null,
    dedup: [{ decision: 'd1', threshold: 0.9, keep: 'first', method: { kind: 'exact' } }],
  });
  expect(record.template).toContain('{persona}');
});

it('says of the control that nobody stood behind it, and of a removed answer which one stands for it', () => {
  const record = answerRecord(run, cell(1, 'Text'), false, shards, dedupMarks([decision]).get('r/1/0/0' as CellId));
  expect(record).toMatchObject({ 'input persona': null, persona_id: null, shard: null, licence: null });
  expect(record.template).not.toContain('{persona}');
  expect(record).toMatchObject({ near_duplicates_removed: 0, near_duplicate_of: 'r/0/0/0' });
  expect(dedupMarks([]).size).toBe(0);
});

it('writes one line for each answer, whatever the text', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 }), (texts) => {
      const lines = toJsonl(texts.map((text) => answerRecord(run, cell(0, text), true, shards))).split('\n');
      expect(lines.pop()).toBe('');
      const read = lines.map((line) => JSON.parse(line) as { 'synthesized text': string });
      expect(read.map((one) => one['synthesized text'])).toEqual(texts);
    }),
  );
});

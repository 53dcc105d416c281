import { describe, expect, it } from 'vitest';
import type { DedupDecision } from '../../lib/model/dedup.ts';
import type { CellId, PersonaId, RunId, ShardId } from '../../lib/model/ids.ts';
import type { Cell, Column, Run } from '../../lib/model/run.ts';
import { defaultSettings } from '../../lib/model/settings.ts';
import { dedupMarks } from '../../lib/export/answers.ts';
import { answerFormats } from '../../lib/export/read-exported.ts';
import { chooseTask } from '../../lib/prompt/index.ts';
import type { RunView } from '../providers/runs.tsx';
import { countAnswers, finishedAnswers, termsOf } from './answer-files.ts';
import { fileKinds, formatWords } from './export-formats.ts';
import { modelsOf, noFilter, passes, voicesOf } from './filters.ts';
import { cellMatches, findAnswers, marksOf, searchWords } from './search.ts';
import { answersText, decisionsOf, removedByRun, repetitionDetail, repetitionText, runsName } from './words.ts';

const small = { engine: 'chorus' as const, model: 'small', name: 'Small' };
const big = { engine: 'web-llm' as const, model: 'big', name: 'Big' };
const baker: Column = {
  kind: 'persona',
  persona: { id: 'P1' as PersonaId, text: 'A baker in Évora', labels: {}, shard: 's1' as ShardId },
  model: null,
  settings: null,
};
const columns: readonly Column[] = [baker, { ...baker, model: big }, { kind: 'control', model: null, settings: null }];

function viewOf(id: string, texts: readonly string[], part: Partial<Cell> = {}): RunView {
  const spec = { version: 2 as const, task: chooseTask('math'), columns, settings: defaultSettings, model: small };
  const run: Run = { version: 2, id: id as RunId, createdAt: 0, spec };
  const cells = texts.map((text, column): Cell => ({
    version: 2,
    id: `${id}/${column}/0/0` as CellId,
    run: run.id,
    column,
    repeat: 0,
    attempt: 0,
    seed: 1 as Cell['seed'],
    state: 'done',
    text,
    tokens: null,
    finish: 'end',
    usage: null,
    fault: null,
    vote: 0,
    by: column === 1 ? big : small,
    updatedAt: 0,
    ...part,
  }));
  const answers = { cells, attempts: cells, done: cells.length, failed: 0, stopped: 0, open: 0, bytes: 10 };
  return { run, answers, repetition: null };
}

const decision: DedupDecision = {
  version: 1,
  id: 'd',
  createdAt: 0,
  scope: '2 runs',
  method: { kind: 'exact', tokens: { kind: 'words', size: 1 } },
  threshold: 0.9,
  keep: 'first',
  byHand: 0,
  before: 6,
  clusters: 1,
  removed: {
    kind: 'answers',
    cells: ['a/1/0/0'] as CellId[],
    kept: ['a/0/0/0'] as CellId[],
    similarity: new Float32Array([1]),
  },
};

describe('searching runs', () => {
  const views = [viewOf('a', ['Loaves of bread', 'Loaves', 'Seven ÜBER loaves']), viewOf('b', ['Boats', 'x', 'y'])];

  it('finds words in answers and in personas, whatever their case and accents', () => {
    const counts = (text: string) =>
      [...(findAnswers(views, searchWords(text)) ?? [])].map(([id, cells]) => [id, cells.size]);
    expect(counts('loaves')).toEqual([['a', 3]]);
    expect(counts('EVORA bread')).toEqual([['a', 1]]);
    expect(counts('uber')).toEqual([['a', 1]]);
    expect(counts('baker')).toEqual([
      ['a', 2],
      ['b', 2],
    ]);
    expect(counts('nobody')).toEqual([]);
    expect(findAnswers(views, searchWords('  '))).toBe(null);
  });

  it('does not find another cell’s words', () => {
    const [view] = views;
    const control = view?.answers?.cells[2];
    if (!view || !control) throw new Error('no control');
    expect(cellMatches(view.run, control, searchWords('baker'))).toBe(false);
  });

  it('marks what was found, and nothing where letters change in number', () => {
    expect(marksOf('Bread, bread', searchWords('bread'))).toEqual([
      [0, 5],
      [7, 12],
    ]);
    expect(marksOf('Straße', searchWords('strasse'))).toEqual([]);
  });
});

describe('narrowing answers', () => {
  it('lets through what passes each of voice, model and state', () => {
    const { run, answers } = viewOf('a', ['A', 'B', 'C']);
    const cells = answers?.cells ?? [];
    const columnsWith = (part: Partial<typeof noFilter>) =>
      cells.filter((cell) => passes(run, cell, { ...noFilter, ...part })).map(({ column }) => column);
    expect(columnsWith({})).toEqual([0, 1, 2]);
    expect(columnsWith({ voice: 'P1' })).toEqual([0, 1]);
    expect(columnsWith({ voice: 'P1', model: modelsOf(cells)[1]?.value ?? '' })).toEqual([1]);
    expect(columnsWith({ state: 'failed' })).toEqual([]);
    expect(voicesOf(run).map(({ label }) => label)).toEqual(['baker', 'Control']);
  });
});

describe('files', () => {
  const views = [viewOf('a', ['=1+1', 'B', 'C']), viewOf('b', ['D'], { state: 'failed' })];
  const marks = dedupMarks([decision]);
  const shards = new Map([['s1' as ShardId, { name: 'Bakers', source: '', licence: 'CC BY-NC-SA 4.0' }]]);

  it('takes finished answers that no decision removed', () => {
    const chosen = finishedAnswers(views, marks);
    expect(countAnswers(chosen)).toBe(2);
    expect(countAnswers(finishedAnswers(views, dedupMarks([])))).toBe(3);
  });

  it('names the terms of the collections behind them', () => {
    expect(termsOf(finishedAnswers(views, marks), shards)).toMatchObject([{ name: 'Bakers', nonCommercial: true }]);
    expect(termsOf([], shards)).toEqual([]);
  });

  it('carries all attempts along, for what the card says is left out; removed ones stay where asked for', () => {
    const [first, second] = finishedAnswers(views, marks);
    expect([first?.cells.length, first?.attempts.length]).toEqual([2, 3]);
    expect([second?.cells.length, second?.attempts.length]).toEqual([0, 1]);
    expect(countAnswers(finishedAnswers(views, null))).toBe(3);
  });

  it('names every file by a format that can be opened again', () => {
    expect(formatWords.map(({ kind }) => fileKinds[kind].ending)).toEqual([...answerFormats]);
  });
});

describe('words', () => {
  it('says what came of a run', () => {
    const answers = viewOf('a', ['A', 'B']).answers;
    if (!answers) throw new Error('no answers');
    expect(answersText(answers)).toBe('2 answers');
    expect(answersText({ ...answers, done: 1, failed: 1, open: 2 })).toBe('1 answer, 1 failed, 2 not finished');
    const repetition = { texts: 8, repeated: 2, low: 0.0715, high: 0.5907 };
    expect(repetitionText(repetition)).toBe('repetition 2 of 8 (25%)');
    expect(repetitionText({ ...repetition, texts: 1 })).toBe('');
    expect(repetitionDetail(repetition)).toBe('2 of 8 answers (25%, 7–59%)');
    expect(runsName([viewOf('a', []), viewOf('b', [])], true)).toBe('all 2 runs');
  });

  it('finds the decisions that removed answers of a run', () => {
    expect(decisionsOf('a' as RunId, [decision])).toEqual([{ decision, removed: 1 }]);
    expect(decisionsOf('b' as RunId, [decision])).toEqual([]);
    expect([...removedByRun([decision])]).toEqual([['a', 1]]);
  });
});

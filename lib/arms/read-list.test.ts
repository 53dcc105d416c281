import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskId } from '../model/run.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { readList } from './read-list.ts';

const read = (text: string, task: TaskId = 'math') => readList(text, chooseTask(task), 5);
const A = 'Math problem: A man has 3 cats. How many legs?';
const B = 'Math problem: A shop sells 4 hats. How many are left?';

describe('readList', () => {
  it('reads the form that is asked for', () => {
    expect(read(`1. (0.30) ${A}\n2. (0.20) ${B}`)).toEqual([A, B]);
  });

  it.each([
    `1) [0.3] ${A}\n2) [0.2] ${B}`,
    `1. ${A} (0.30)\n2. ${B} (probability: 0.2)`,
    `1. (4.5) ${A}\n2. (7.89) ${B}`,
    `1: 30% - ${A}\n2: 20% - ${B}`,
    `1. (Probability: 0.3) ${A}\n\n2. (Probability: 0.2) ${B}`,
    `1. ${A}\n2. ${B}`,
    `${A}\n${B}`,
    `Here are some:\n1. (.3) ${A}\n2. (.2) ${B}`,
    `- 1. (0.30) ${A}\n- 2. (0.20) ${B}`,
    `Answer 1: (0.30) ${A}\nAnswer 2: (0.20) ${B}`,
  ])('reads what models make of it: %j', (text) => {
    expect(read(text)).toEqual([A, B]);
  });

  it('keeps the lines of an answer together and a list inside it', () => {
    const one = 'Title: Bread\nMix it:\n1. flour\n2. water\nThen bake.';
    const two = 'Title: Soup\nBoil it.';
    expect(read(`1. (0.30) ${one}\n2. (0.20) ${two}`, 'knowledge')).toEqual([one, two]);
  });

  it('cuts an item where the task cuts its answers', () => {
    expect(read(`1. (0.30) ${A}\nSolution: 12\n2. (0.20) ${B}`)).toEqual([A, B]);
  });

  it('gives items without the task’s first words as they are', () => {
    expect(read('1. (0.30) Two cats?\n2. (0.20) Three cats?')).toEqual(['Two cats?', 'Three cats?']);
  });

  it('reads tasks without first words', () => {
    expect(read('1. (0.30) Dear editor,\nrain.\n2. (0.20) Dear editor,\nsun.', 'own')).toEqual([
      'Dear editor,\nrain.',
      'Dear editor,\nsun.',
    ]);
  });

  it('reads objects', () => {
    const tool = '{"name": "A", "description": "b"}';
    expect(read(`1. (0.30) ${tool}\n2. (0.20) ${tool}`, 'tool')).toEqual([tool, tool]);
  });

  it('finds nothing where there is no list, and nothing in empty items', () => {
    expect(read('I cannot do that.')).toEqual([]);
    expect(read('')).toEqual([]);
    expect(read('1. (0.30) Math problem:\n2. (0.20)')).toEqual([]);
  });

  it('gives five at most', () => {
    const text = Array.from({ length: 7 }, (_, i) => `${i + 1}. (0.10) ${A}`).join('\n');
    expect(read(text)).toHaveLength(5);
  });

  it('reads back any plain answers in the form that is asked for', () => {
    const answer = fc
      .array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 12 })
      .map((words) => `Math problem: ${words.join(' ')}?`);
    const probability = fc.constantFrom('0.30', '0.05', '.2', '25%', '1.0');
    fc.assert(
      fc.property(fc.array(fc.tuple(answer, probability), { minLength: 1, maxLength: 5 }), (items) => {
        const text = items.map(([item, p], i) => `${i + 1}. (${p}) ${item}`).join('\n');
        expect(read(text)).toEqual(items.map(([item]) => item));
      }),
    );
  });

  it('never throws or gives an empty item, whatever a model writes', () => {
    const piece = fc.constantFrom('1. ', '2. ', '(0.3) ', '\n', 'Math problem:', ' ', '**', '30%', 'cat', '3) ', '-');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        const items = read(pieces.join(''));
        expect(items.length).toBeLessThanOrEqual(5);
        for (const item of items) expect(item.trim()).not.toBe('');
      }),
    );
  });
});

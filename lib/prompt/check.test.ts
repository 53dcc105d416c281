import { describe, expect, it } from 'vitest';
import type { FinishReason, TaskId } from '../model/run.ts';
import { checkOutput } from './check.ts';
import { taskList } from './tasks.ts';

const codes = (task: TaskId, text: string, finish: FinishReason | null = 'end'): string[] =>
  checkOutput(task, text, finish).problems.map(({ code }) => code);

describe('checkOutput', () => {
  it('accepts every example of every task', () => {
    for (const { id, examples } of taskList) {
      for (const { answer } of examples) expect(checkOutput(id, answer, 'end')).toEqual({ ok: true, problems: [] });
    }
  });

  it('names what is wrong', () => {
    expect(codes('math', 'A ferry has 3 engines.')).toEqual(['wrong-start']);
    expect(codes('math', 'Math problem: \n')).toEqual(['nothing-written']);
    expect(codes('own', ' ')).toEqual(['nothing-written']);
    expect(codes('own', 'Anything', 'stop-string')).toEqual([]);
    expect(codes('knowledge', 'Title: Bees', 'length')).toEqual(['cut-off']);
    expect(codes('knowledge', 'Title: Bees', 'context')).toEqual(['cut-off']);
    expect(codes('knowledge', 'Title: Bees', null)).toEqual(['cut-off']);
    expect(checkOutput('math', 'Puzzle: x', 'end', 'Puzzle: ').ok).toBe(true);
  });

  it('wants a tool to be JSON with its fields', () => {
    expect(codes('tool', '{"name": "x"')).toEqual(['not-json']);
    expect(codes('tool', '{"name": "x"}')).toEqual(Array<string>(5).fill('missing-field'));
    expect(codes('tool', `${taskList.at(5)?.examples[0]?.answer ?? ''}\n\`\`\`\n`)).toEqual([]);
  });
});

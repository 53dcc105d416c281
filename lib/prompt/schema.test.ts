import { describe, expect, it } from 'vitest';
import type { TaskChoice } from '../model/run.ts';
import { toolFields } from './check.ts';
import { answerPrefixOf, formatOf, MAX_SCHEMA_CHARS, schemaProblem, stopsOf } from './schema.ts';
import { chooseTask, taskList, tasks } from './tasks.ts';

describe('schemaProblem', () => {
  it('accepts an object and says of anything else what to do', () => {
    expect(schemaProblem('{"type": "object"}')).toBeNull();
    expect(schemaProblem(' {} ')).toBeNull();
    for (const bad of ['', '{', '[]', '3', 'null', '"text"', ' '.repeat(MAX_SCHEMA_CHARS + 1)])
      expect(schemaProblem(bad)).toMatch(/^[A-Z].+\.$/);
  });
});

describe('a task held to a schema', () => {
  const free: TaskChoice = chooseTask('tool');
  const held: TaskChoice = { ...free, schema: '{}' };

  it('asks for JSON, without the prefix and the stops that free text has', () => {
    expect([formatOf(free), answerPrefixOf(free), stopsOf(free)]).toEqual([
      { kind: 'text' },
      tasks.tool.answerPrefix,
      tasks.tool.stop,
    ]);
    expect([formatOf(held), answerPrefixOf(held), stopsOf(held)]).toEqual([{ kind: 'json', schema: '{}' }, '', []]);
    expect(answerPrefixOf({ ...held, answerPrefix: 'Here it is:' })).toBe('');
    expect(answerPrefixOf({ ...free, answerPrefix: 'Here it is:' })).toBe('Here it is:');
  });

  it('refuses a schema that cannot be used', () => {
    expect(() => formatOf({ ...held, schema: '[' })).toThrow('not valid JSON');
  });
});

it('has a schema for tools only, which every example of theirs fits', () => {
  expect(taskList.filter(({ schema }) => schema !== null).map(({ id }) => id)).toEqual(['tool']);
  expect(schemaProblem(tasks.tool.schema ?? '')).toBeNull();
  const { properties, required } = JSON.parse(tasks.tool.schema ?? '') as {
    properties: Record<string, { type: string }>;
    required: string[];
  };
  expect([...required].sort()).toEqual([...toolFields].sort());
  for (const { answer } of tasks.tool.examples) {
    const value = JSON.parse(answer) as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(required);
    for (const [name, field] of Object.entries(value))
      expect(Array.isArray(field) ? 'array' : typeof field).toBe(properties[name]?.type);
  }
});

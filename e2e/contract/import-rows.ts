import type { ImportPlan } from '../../lib/protocol/shards.ts';

/** Rows of an import, the same on the page and in the test. */
export interface ImportRow {
  readonly text: string;
  readonly age: number;
  readonly job: string;
}

const people = ['A baker', 'A nurse', 'An engineer', 'Eine Lehrerin', '一位渔夫', 'A retired judge', 'Un étudiant'];
const ways = [
  'who keeps bees',
  'who never flies',
  'with two children',
  'learning to sail',
  '来自海边的小镇',
  'back in school',
];

/** Row `i`: about one in twelve says what another row said before. */
export function importRow(i: number): ImportRow {
  const who = i % 12 === 7 ? i - 7 : i;
  // Words that compress badly: the database counts what it writes after compressing it.
  const words = [1, 2, 3, 4].map((n) => (Math.imul(who * 4 + n, 0x9e3779b1) ^ (who << n)).toString(36));
  const text = `${people[who % people.length]} ${ways[(who >> 3) % ways.length]}, number ${who}: ${words.join(' ')}`;
  return { text, age: 18 + (i % 70), job: `job ${i % 23}` };
}

/** JSONL; some lines cannot be read. */
export function importText(count: number): string {
  const lines: string[] = [];
  for (let i = 0; i < count; i += 1) lines.push(isBroken(i) ? '{"persona": "half' : lineOf(importRow(i)));
  return `${lines.join('\n')}\n`;
}

export function isBroken(i: number): boolean {
  return i % 997 === 500;
}

function lineOf({ text, age, job }: ImportRow): string {
  return JSON.stringify({ persona: text, age, job });
}

export const importPlan: ImportPlan = {
  shape: { format: 'jsonl', compression: 'none', encoding: 'utf-8', header: false },
  mapping: {
    text: 'persona',
    columns: [
      { name: 'age', kind: 'integer', role: 'age', field: 'age' },
      { name: 'job', kind: 'category', role: null, field: 'job' },
    ],
  },
  name: 'A village',
  source: 'a test',
  licence: 'CC0-1.0',
};

import type { AnswerFormat } from '../../lib/export/read-exported.ts';

/** What can be written of runs: answers in a format, every attempt, or the data card alone. */
export type ExportKind = AnswerFormat | 'polyphony' | 'card-md' | 'card-json';

interface FormatWords {
  readonly kind: AnswerFormat;
  readonly title: string;
  /** What one answer is in it. */
  readonly unit: string;
  readonly text: string;
}

export const formatWords: readonly FormatWords[] = [
  {
    kind: 'jsonl',
    title: 'JSONL',
    unit: 'line',
    text: 'For training and scripts; PersonaHub’s field names.',
  },
  {
    kind: 'csv',
    title: 'CSV',
    unit: 'row',
    text: 'For spreadsheets; formulas are made harmless.',
  },
  { kind: 'parquet', title: 'Parquet', unit: 'row', text: 'For data frames: typed columns, compressed.' },
  { kind: 'md', title: 'Markdown', unit: 'answer', text: 'For notes and repositories; data card on top.' },
  {
    kind: 'html',
    title: 'HTML',
    unit: 'answer',
    text: 'To read and print anywhere; data card on top.',
  },
];

/** A file's ending, and how browsers call it. */
export const fileKinds: Readonly<Record<ExportKind, { readonly ending: string; readonly type: string }>> = {
  jsonl: { ending: 'jsonl', type: 'application/jsonl' },
  csv: { ending: 'csv', type: 'text/csv' },
  parquet: { ending: 'parquet', type: 'application/vnd.apache.parquet' },
  md: { ending: 'md', type: 'text/markdown' },
  html: { ending: 'html', type: 'text/html' },
  polyphony: { ending: 'polyphony', type: 'application/gzip' },
  'card-md': { ending: 'card.md', type: 'text/markdown' },
  'card-json': { ending: 'card.json', type: 'application/json' },
};

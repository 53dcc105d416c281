import type { FieldPreview } from '../../model/file-shape.ts';
import { composePerson } from './compose-person.ts';
import { cut } from './bytes.ts';
import { isObject } from './fields.ts';
import { LINE_FIELD } from './lines.ts';
import { attributeText, textOfList } from './values.ts';

/** Fields in objects deeper than this are not offered. */
const MAX_DEPTH = 3;
const MAX_FIELDS = 200;
const SAMPLES = 4;
/** UTF-16 units of a value that are shown. */
const SHOWN = 300;

/** What the first rows have in a field, for guesses beyond what a preview shows. */
export interface FieldStatistics extends FieldPreview {
  /** UTF-16 units, on average over the rows that have it. */
  readonly meanLength: number;
  readonly meanWords: number;
  readonly distinct: number;
  /** Whether all that is there are whole numbers. */
  readonly integer: boolean;
}

export interface RowPreviews {
  readonly fields: readonly FieldStatistics[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

interface Gathered {
  present: number;
  length: number;
  words: number;
  integers: number;
  readonly kinds: Map<FieldPreview['kind'], number>;
  readonly values: Set<string>;
}

/** Takes rows apart into fields, named by path, in the order in which they come up. */
export function previewRows(records: readonly unknown[]): RowPreviews {
  const gathered = new Map<string, Gathered>();
  const rows: Record<string, string>[] = [];
  for (const record of records) {
    const row = typeof record === 'string' ? { [LINE_FIELD]: record } : record;
    if (!isObject(row)) continue;
    const shown: Record<string, string> = {};
    gather(row, '', 0, gathered, shown);
    rows.push(shown);
  }
  return { fields: [...gathered].map(([field, all]) => statisticsOf(field, all)), rows };
}

function gather(
  row: Readonly<Record<string, unknown>>,
  prefix: string,
  depth: number,
  gathered: Map<string, Gathered>,
  shown: Record<string, string>,
): void {
  for (const [key, value] of Object.entries(row)) {
    const field = `${prefix}${key}`;
    if (isObject(value)) {
      // A person written as an object can be the text; see composePerson.
      if (typeof value.name === 'string' && Object.keys(value).length > 2)
        note(field, composePerson(value), gathered, shown);
      if (depth < MAX_DEPTH) gather(value, `${field}.`, depth + 1, gathered, shown);
    } else {
      note(field, value, gathered, shown);
    }
  }
}

function note(field: string, value: unknown, gathered: Map<string, Gathered>, shown: Record<string, string>): void {
  let all = gathered.get(field);
  if (!all) {
    if (gathered.size >= MAX_FIELDS) return;
    all = { present: 0, length: 0, words: 0, integers: 0, kinds: new Map(), values: new Set() };
    gathered.set(field, all);
  }
  const text = attributeText(value);
  if (text === null) return;
  Object.defineProperty(shown, field, { value: cut(text, SHOWN), enumerable: true, configurable: true });
  const kind = kindOf(value);
  all.present++;
  all.length += text.length;
  all.words += text.split(' ').length;
  all.integers += /^[+-]?\d{1,9}(?:\.0*)?$/.test(text) ? 1 : 0;
  all.kinds.set(kind, (all.kinds.get(kind) ?? 0) + 1);
  all.values.add(text);
}

function kindOf(value: unknown): FieldPreview['kind'] {
  if (Array.isArray(value) || (typeof value === 'string' && textOfList(value) !== null)) return 'list';
  if (typeof value === 'boolean') return 'flag';
  return typeof value === 'number' || typeof value === 'bigint' ? 'number' : 'text';
}

function statisticsOf(field: string, all: Gathered): FieldStatistics {
  const { present, values } = all;
  const [kind = 'nothing'] = [...all.kinds].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  const integer = present > 0 && all.integers === present;
  return {
    field,
    // Numbers of a CSV file are texts.
    kind: kind === 'text' && integer ? 'number' : kind,
    samples: [...values].slice(0, SAMPLES).map((value) => cut(value, SHOWN)),
    present,
    meanLength: present > 0 ? all.length / present : 0,
    meanWords: present > 0 ? all.words / present : 0,
    distinct: values.size,
    integer,
  };
}

import type { Mapping } from '../../model/file-shape.ts';
import type { LabelName } from '../../model/persona.ts';
import type { ColumnKind } from '../../model/shard.ts';
import type { FieldStatistics } from './field-previews.ts';

/** Names that people give to the text of a persona; the first ones are the surest. */
const textNames = [
  /^(input )?personas?$/i,
  /persona/i,
  /^(bio|biography|profile|description|backstory|character|personality)$/i,
  /^(text|content|summary|prompt|sentence)$/i,
];

const roleNames: readonly (readonly [RegExp, LabelName])[] = [
  [/^(sex|gender)$/i, 'gender'],
  [/^(age|age_?(group|band|range)|years?_old)$/i, 'age'],
  [/^(country|nation|country_?(code|name)|residence|country_of_residence)$/i, 'country'],
  [/^(region|continent|world_region)$/i, 'region'],
  [/^(occupation|job|job_?title|profession)$/i, 'occupation'],
  [/^(first|native|mother)_?(language|tongue)$/i, 'language'],
  [/^(lang|language|text_?language|lang_?code)$/i, 'textLanguage'],
  [/^script$/i, 'script'],
];

/** Attributes longer than this, on average, are other texts: they come along only when the user asks for them. */
const MAX_ATTRIBUTE_LENGTH = 120;
/** Columns that are proposed at most. */
const MAX_COLUMNS = 24;

/** What a field of an unknown file most likely is. The text is empty when no field looks like one. */
export function guessMapping(fields: readonly FieldStatistics[], rows: number): Mapping {
  const text = guessText(fields, rows);
  const columns = fields
    .filter(({ field, present, meanLength }) => field !== text && present > 0 && meanLength <= MAX_ATTRIBUTE_LENGTH)
    // What a text was composed from is in it already, but attributes of their own are worth a column.
    .slice(0, MAX_COLUMNS)
    .map((field) => columnOf(field, rows));
  return { text, columns };
}

/** The column that a field becomes. */
export function columnOf(field: FieldStatistics, rows: number): Mapping['columns'][number] {
  return { field: field.field, name: field.field, kind: columnKind(field, rows), role: roleOf(field.field) };
}

function guessText(fields: readonly FieldStatistics[], rows: number): string {
  const scored = fields
    .filter(
      ({ kind, present, meanWords }) => (kind === 'text' || kind === 'list') && present * 2 > rows && meanWords >= 1.5,
    )
    .map((field) => ({ field: field.field, score: scoreOf(field) }))
    .toSorted((a, b) => b.score - a.score);
  const [best] = scored;
  return best && best.score > 0 ? best.field : '';
}

function scoreOf({ field, meanLength, meanWords, distinct, present }: FieldStatistics): number {
  const last = field.split('.').at(-1) ?? field;
  const named = textNames.findIndex((name) => name.test(last));
  const byName = named < 0 ? 0 : 8 - named * 2;
  // A persona is a sentence or a few of them, and nearly each is another one.
  const asSentence = meanWords >= 4 || meanLength >= 20 ? 3 : 0;
  const asDocument = meanLength > 4000 ? -6 : 0;
  const different = present < 5 ? 1 : distinct / present > 0.7 ? 2 : -4;
  return byName + asSentence + asDocument + different;
}

function columnKind({ kind, integer, distinct, present, meanLength }: FieldStatistics, rows: number): ColumnKind {
  if (integer && kind === 'number') return 'integer';
  if (kind === 'flag') return 'category';
  // With few rows nothing repeats yet: then short values are taken for categories.
  const repeats = distinct <= Math.max(3, present * 0.5);
  return meanLength <= 60 && (repeats || (rows < 20 && meanLength <= 24)) ? 'category' : 'text';
}

export function roleOf(field: string): LabelName | null {
  const last = field.split('.').at(-1) ?? field;
  return roleNames.find(([name]) => name.test(last))?.[1] ?? null;
}

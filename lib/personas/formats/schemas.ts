import type { Mapping } from '../../model/file-shape.ts';
import type { LabelName } from '../../model/persona.ts';
import type { ColumnKind } from '../../model/shard.ts';

/** A kind of file that is known by its fields. */
export interface Schema {
  readonly name: string;
  readonly source: string;
  /** SPDX where there is one. */
  readonly licence: string;
  readonly mapping: Mapping;
}

type Column = readonly [field: string, kind: ColumnKind, role?: LabelName];

interface KnownSchema extends Omit<Schema, 'mapping'> {
  /** Fields that tell it from all others. */
  readonly needs: readonly string[];
  /** None of these may be there. */
  readonly lacks?: readonly string[];
  readonly text: string;
  /** Those that the file has become columns. */
  readonly columns: readonly Column[];
}

const PERSONA_HUB = { source: 'Persona Hub', licence: 'CC-BY-NC-SA-4.0' };
const domains: readonly Column[] = [
  ['general domain (top 1 percent)', 'category'],
  ['specific domain (top 1 percent)', 'category'],
  ['general domain (top 0.1 percent)', 'category'],
  ['specific domain (top 0.1 percent)', 'category'],
];

/** In the order in which they are tried: those that need more first. */
const known: readonly KnownSchema[] = [
  {
    name: 'PersonaHub elite personas',
    ...PERSONA_HUB,
    needs: ['persona', 'general domain (top 1 percent)', 'specific domain (top 1 percent)'],
    text: 'persona',
    columns: domains,
  },
  {
    name: 'PersonaHub syntheses',
    ...PERSONA_HUB,
    needs: ['input persona', 'synthesized text'],
    text: 'input persona',
    columns: [['description', 'category']],
  },
  {
    name: 'Nemotron-Personas',
    source: 'NVIDIA Nemotron-Personas',
    licence: 'CC-BY-4.0',
    needs: ['uuid', 'persona', 'sex', 'age'],
    text: 'persona',
    columns: [
      ['uuid', 'text'],
      ['sex', 'category', 'gender'],
      ['age', 'integer', 'age'],
      ['marital_status', 'category'],
      ['education_level', 'category'],
      ['bachelors_field', 'category'],
      ['occupation', 'category', 'occupation'],
      ['first_language', 'category', 'language'],
      ['city', 'category'],
      ['district', 'category'],
      ['municipality', 'category'],
      ['prefecture', 'category'],
      ['province', 'category'],
      ['state', 'category'],
      ['area', 'category'],
      ['zone', 'category'],
      ['zipcode', 'text'],
      ['country', 'category', 'country'],
    ],
  },
  {
    name: 'm-personas',
    source: 'BSC-LT m-personas',
    licence: 'Apache-2.0',
    needs: ['persona', 'lang', 'parent_persona_id'],
    text: 'persona',
    columns: [
      ['id', 'text'],
      ['lang', 'category', 'textLanguage'],
      ['type', 'category'],
      ['theme', 'category'],
      ['parent_persona_id', 'text'],
    ],
  },
  {
    name: 'TinyTroupe agents',
    source: 'TinyTroupe',
    licence: 'MIT',
    needs: ['type', 'persona.name'],
    text: 'persona',
    columns: [
      ['persona.name', 'text'],
      ['persona.age', 'integer', 'age'],
      ['persona.gender', 'category', 'gender'],
      ['persona.nationality', 'category'],
      ['persona.residence', 'category', 'country'],
      ['persona.occupation.title', 'category', 'occupation'],
      ['persona.occupation', 'category', 'occupation'],
    ],
  },
  {
    name: 'PersonaChat personalities',
    source: 'PersonaChat',
    licence: '',
    needs: ['personality'],
    lacks: ['persona', 'text'],
    text: 'personality',
    columns: [],
  },
  {
    name: 'FinePersonas',
    source: 'FinePersonas',
    licence: 'Llama 3 Community License',
    needs: ['id', 'persona', 'labels'],
    text: 'persona',
    columns: [
      ['id', 'text'],
      ['labels', 'text'],
    ],
  },
];

/**
 * Personas of Persona Hub have one field only, which any file may have: so this stands apart, and states no licence unless the
 * name says where the file is from.
 */
const bare = { field: 'persona', name: 'PersonaHub personas' };

/** The schema whose fields these are; null for any other file. @param fileName tells apart what fields alone do not */
export function knownSchema(fields: readonly string[], fileName: string): Schema | null {
  const there = new Set(fields);
  for (const { needs, lacks = [], text, columns, ...about } of known) {
    if (!needs.every((field) => there.has(field)) || lacks.some((field) => there.has(field))) continue;
    return { ...about, mapping: { text, columns: columnsOf(columns, there) } };
  }
  if (fields.length !== 1 || fields[0] !== bare.field) return null;
  const fromHub = /(?:^|\/)persona\.jsonl(?:\.|$)|persona-?hub/i.test(fileName);
  if (!fromHub) return null;
  return { name: bare.name, ...PERSONA_HUB, mapping: { text: bare.field, columns: [] } };
}

function columnsOf(columns: readonly Column[], there: ReadonlySet<string>): Mapping['columns'] {
  const roles = new Set<LabelName>();
  return columns
    .filter(([field]) => there.has(field))
    .map(([field, kind, given]) => {
      // Of two fields that state a label the first one does.
      const role = given && !roles.has(given) ? given : null;
      if (role) roles.add(role);
      return { field, name: field, kind, role };
    });
}

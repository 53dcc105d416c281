import { describe, expect, it } from 'vitest';
import { parseHubAddress } from './hub-address.ts';
import { knownSchema } from './schemas.ts';
import { attributeOf, personaText, textOfList } from './values.ts';

describe('known schemas', () => {
  const domains = [
    'general domain (top 1 percent)',
    'specific domain (top 1 percent)',
    'general domain (top 0.1 percent)',
    'specific domain (top 0.1 percent)',
  ];

  it.each([
    [['persona', ...domains], 'PersonaHub elite personas', 'persona', domains],
    [['input persona', 'synthesized text', 'description'], 'PersonaHub syntheses', 'input persona', ['description']],
    [
      ['id', 'persona', 'prompt', 'messages', 'lang', 'type', 'theme', 'parent_persona_id', 'source_text'],
      'm-personas',
      'persona',
      ['id', 'lang', 'type', 'theme', 'parent_persona_id'],
    ],
    [['id', 'persona', 'labels'], 'FinePersonas', 'persona', ['id', 'labels']],
    [['personality', 'utterances'], 'PersonaChat personalities', 'personality', []],
  ])('knows %j', (fields, name, text, columns) => {
    const schema = knownSchema(fields, 'x.jsonl');
    expect(schema?.name).toBe(name);
    expect(schema?.mapping.text).toBe(text);
    expect(schema?.mapping.columns.map(({ field }) => field)).toEqual(columns);
  });

  it('takes a file with personas only for Persona Hub’s by its name alone', () => {
    expect(knownSchema(['persona'], 'proj-persona/PersonaHub/x.jsonl')?.licence).toBe('CC-BY-NC-SA-4.0');
    expect(knownSchema(['persona'], 'mine.jsonl')).toBeNull();
  });
});

describe('values', () => {
  it.each([
    [`['a', "b's"]`, `a b's`],
    [`["x\\"y", 'z',]`, 'x"y z'],
    ['[]', null],
    ['[1, 2]', null],
    ["['a' 'b']", null],
    ['[a]', null],
  ])('reads the list %s', (text, expected) => expect(textOfList(text)).toBe(expected));

  it.each([
    ['None', 'category', null],
    [' ', 'text', null],
    ['NA', 'category', 'NA'],
    [true, 'category', 'true'],
    [['a', 2, ['b']], 'text', 'a 2 b'],
    [{ a: 1 }, 'text', null],
    [Number.NaN, 'text', null],
    ['34', 'integer', 34],
    ['34.0', 'integer', 34],
    [-0, 'integer', 0],
    [12n, 'integer', 12],
    [34.5, 'integer', null],
    ['old', 'integer', null],
    [-(2 ** 31), 'integer', null],
    ['x'.repeat(3000), 'text', `${'x'.repeat(1999)}…`],
  ] as const)('keeps %s as %s: %s', (value, kind, expected) => expect(attributeOf(value, kind)).toBe(expected));

  it('joins the sentences of a persona', () => {
    expect(personaText(['i like cats .', 'i am 30 .'])).toBe('i like cats . i am 30 .');
    expect(personaText(7)).toBeNull();
    expect(personaText('  ')).toBe('');
  });
});

describe('addresses of data sets', () => {
  const hub = 'https://huggingface.co/datasets';
  it.each([
    ['proj-persona/PersonaHub', 'proj-persona/PersonaHub', 'main', null],
    [`${hub}/a/b`, 'a/b', 'main', null],
    ['datasets/a/b', 'a/b', 'main', null],
    [`${hub}/a/b/tree/v1.0`, 'a/b', 'v1.0', null],
    [`${hub}/a/b/blob/main/data/x%20y.jsonl?download=true`, 'a/b', 'main', 'data/x y.jsonl'],
    [`${hub}/a/b/viewer/default`, 'a/b', 'main', null],
  ])('reads %s', (text, dataset, revision, path) => {
    expect(parseHubAddress(text)).toEqual({ dataset, revision, path });
  });

  it.each(['', 'a', 'a/b/c', 'https://elsewhere.example/a/b', '../..', `${hub}/..`, 'https://huggingface.co/a/b'])(
    'refuses %j',
    (text) => expect(parseHubAddress(text)).toBeNull(),
  );
});

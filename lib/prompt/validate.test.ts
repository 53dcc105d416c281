import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeTemplate } from './template.ts';
import { validateTemplate } from './validate.ts';

const found = (template: string): unknown[] =>
  validateTemplate(template).map(({ code, position, name }) => [code, position, name]);

describe('validateTemplate', () => {
  it.each<[string, unknown[]]>([
    ['Hello {persona}', []],
    ['{{"a": 1}} {persona}', []],
    [' \n', [['empty', null, '']]],
    ['Hello', [['missing-placeholder', null, '']]],
    ['Hello {{persona}}', [['missing-placeholder', null, '']]],
    [
      '{persona} {name} {}',
      [
        ['unknown-placeholder', 10, 'name'],
        ['unknown-placeholder', 17, ''],
      ],
    ],
    [
      '{persona',
      [
        ['missing-placeholder', null, ''],
        ['unbalanced-brace', 0, '{'],
      ],
    ],
    [
      'a } {x} {persona} {',
      [
        ['unbalanced-brace', 2, '}'],
        ['unknown-placeholder', 4, 'x'],
        ['unbalanced-brace', 18, '{'],
      ],
    ],
    [`{persona}${'x'.repeat(3991)}`, []],
    [`{persona}${'x'.repeat(3992)}`, [['too-long', 4000, '']]],
  ])('%j', (template, problems) => {
    expect(found(template)).toEqual(problems);
  });

  it('says what to do in a sentence', () => {
    for (const template of ['', 'x', '{name}', '{', `{persona}${'x'.repeat(5000)}`]) {
      for (const { message } of validateTemplate(template)) expect(message).toMatch(/^[A-Z].+\.$/);
    }
  });

  it('accepts any escaped text around the placeholder', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), (any) => {
        expect(validateTemplate(`${escapeTemplate(any)}{persona}`)).toEqual([]);
      }),
    );
  });
});

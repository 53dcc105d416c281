import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controlTemplate, escapeTemplate, fillTemplate, parseTemplate, textBeforePersona } from './template.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 60 });
/** Much more of what matters here than random text has. */
const tricky = fc
  .array(fc.oneof(text, fc.constantFrom('{', '}', '{{', '}}', '{persona}', '{name}', '$&', '$1', '\n', ': ', ' ')))
  .map((parts) => parts.join(''));

describe('templates', () => {
  it('puts the persona in verbatim and expands nothing inside it', () => {
    fc.assert(
      fc.property(tricky, tricky, tricky, (before, persona, after) => {
        const template = `${escapeTemplate(before)}{persona}${escapeTemplate(after)}`;
        expect(fillTemplate(template, persona)).toBe(before + persona + after);
        expect(textBeforePersona(template)).toBe(before);
      }),
    );
    expect(fillTemplate('Say {persona}!', 'I am {persona} $& {{x}}')).toBe('Say I am {persona} $& {{x}}!');
  });

  it('brings doubled braces back as single ones', () => {
    fc.assert(
      fc.property(tricky, (any) => {
        expect(fillTemplate(escapeTemplate(any), 'P')).toBe(any);
      }),
    );
    expect(fillTemplate('{{"who": "{persona}"}} {{persona}}', 'Ada')).toBe('{"who": "Ada"} {persona}');
    expect(fillTemplate('{{{persona}}}', 'Ada')).toBe('{Ada}');
  });

  it('accepts spaces inside the placeholder and reads any text without throwing', () => {
    expect(fillTemplate('{ persona }', 'Ada')).toBe('Ada');
    fc.assert(
      fc.property(tricky, (any) => {
        expect(parseTemplate(any).parts.length).toBeLessThanOrEqual(any.length);
        expect(typeof fillTemplate(controlTemplate(any), 'P')).toBe('string');
      }),
    );
  });
});

describe('the template of the control', () => {
  it.each([
    ['Write a poem.\nThe poet: {persona}', 'Write a poem.'],
    ['Write a poem.\n\nUse this persona: "{persona}".\n\n', 'Write a poem.'],
    ['{persona}\n\nWrite a poem: ', 'Write a poem: '],
    ['Write a poem.\n\n{persona}\n\nKeep it short.', 'Write a poem.\n\nKeep it short.'],
    ['Poet: {persona}\nWrite a poem for {persona}.', 'Write a poem for a person.'],
    ['Write a poem about {persona}.', 'Write a poem about a person.'],
    ['You are {persona}. Write {{x}}.', 'You are a person. Write {{x}}.'],
    ['Persona: {persona}', 'Persona: a person'],
    ['No placeholder  \n\n', 'No placeholder  \n\n'],
  ])('of %j is %j', (template, control) => {
    expect(controlTemplate(template)).toBe(control);
  });

  it('never holds the placeholder', () => {
    fc.assert(
      fc.property(tricky, (any) => {
        const { parts } = parseTemplate(controlTemplate(any));
        expect(parts.some((part) => part.kind === 'placeholder' && part.name === 'persona')).toBe(false);
      }),
    );
  });
});

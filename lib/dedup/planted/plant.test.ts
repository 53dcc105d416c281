import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plantedKinds, type PlantedKind } from '../../model/dedup.ts';
import { fold } from '../../personas/fold.ts';
import { createRandom } from '../../sampling/random.ts';
import starter from '../../../public/personas/starter.json' with { type: 'json' };
import { bundledTexts } from './bundled.ts';
import { changeCase } from './case.ts';
import { articleFor, looksEnglish, wordsOf } from './english.ts';
import { changeInflection } from './inflection.ts';
import { changeNegation } from './negation.ts';
import { changeNumber } from './number.ts';
import { changeOrder } from './order.ts';
import { paraphrase } from './paraphrase.ts';
import { plant } from './plant.ts';
import { changeProfession } from './profession.ts';
import { changeSynonym } from './synonym.ts';
import type { Transform } from './transform.ts';
import { changeWord } from './word.ts';

const personas = starter.personas.map(({ text }) => text);
const tokens = (text: string) => wordsOf(fold(text)).map(({ text: word }) => word);
const sorted = (text: string) => tokens(text).sort();

const transforms: Partial<Record<PlantedKind, Transform>> = {
  case: changeCase,
  order: changeOrder,
  word: changeWord,
  inflection: changeInflection,
  synonym: changeSynonym,
  paraphrase,
  number: changeNumber,
  negation: changeNegation,
  profession: changeProfession,
};

/** What a transform makes of the starter personas, with their originals. */
const made = (transform: Transform) =>
  personas.flatMap((text, i) => {
    const changed = transform(text, createRandom(i));
    return changed === null ? [] : [[text, changed] as const];
  });

describe('kinds', () => {
  it('keep what they promise to keep, on a thousand personas', () => {
    for (const [text, changed] of made(changeCase)) expect(tokens(changed)).toEqual(tokens(text));
    for (const [text, changed] of made(changeOrder)) expect(sorted(changed)).toEqual(sorted(text));
    for (const [text, changed] of made(changeWord)) {
      const [before, after] = [tokens(text), tokens(changed)];
      expect(after.length).toBe(before.length);
      expect(after.filter((word, i) => word !== before[i]).length).toBe(1);
    }
    const numberless = (text: string) =>
      text
        .replace(/\p{Nd}/gu, '0')
        .replace(/\p{L}*(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|ty|third|th)\b/giu, '0');
    for (const [text, changed] of made(changeNumber)) expect(numberless(changed)).toBe(numberless(text));
  });

  it('find something to work on in most personas, and never give a text back as it was', () => {
    const least: Partial<Record<PlantedKind, number>> = {
      case: 1000,
      order: 200,
      word: 200,
      inflection: 400,
      synonym: 300,
      paraphrase: 200,
      number: 500,
      negation: 500,
      profession: 400,
    };
    for (const [kind, transform] of Object.entries(transforms)) {
      const pairs = made(transform);
      expect(pairs.every(([text, changed]) => text !== changed && changed.trim() !== '')).toBe(true);
      expect([kind, pairs.length >= (least[kind as PlantedKind] ?? 0)]).toEqual([kind, true]);
    }
  });

  it('never leave a wrong article before what they put in', () => {
    const wrong = (text: string) =>
      [...text.matchAll(/(?<![\w'’-])(an?) ([a-z]+)/gi)]
        .filter(([, article = '', next = '']) => article.toLowerCase() !== articleFor(next))
        .map(([found]) => found);
    for (const transform of [changeWord, changeSynonym, changeProfession]) {
      for (const [text, changed] of made(transform)) expect(wrong(changed)).toEqual(wrong(text));
    }
  });

  it('work on any text at all', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc
        .array(
          fc.constantFrom(
            'A',
            'who',
            'she',
            'is',
            'not',
            'and',
            ',',
            ';',
            '.',
            ' ',
            '12',
            '٣',
            'nurse',
            '👩‍⚕️',
            'معلمة',
            '教师',
            '、',
            '。',
            'sells',
            '\u202e',
            '\ud800',
          ),
        )
        .map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(text, fc.nat(), (original, seed) => {
        for (const transform of Object.values(transforms)) {
          const changed = transform(original, createRandom(seed));
          if (changed !== null) expect(changed).not.toBe(original);
          expect(transform(original, createRandom(seed))).toBe(changed);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('do by rules of no language what they can in other languages, and nothing else', () => {
    const texts = [
      '一位热爱园艺、摄影、烹饪的退休教师，住在北京，有3个孙子。他喜欢旅行。',
      'Una enfermera de 34 años que canta en bodas; vive en Lima. Le gusta el mar.',
      'معلمة في الثالثة والأربعين، عندها ٣ قطط. تحب البحر.',
    ];
    for (const text of texts) {
      expect(looksEnglish(text)).toBe(false);
      const works = Object.entries(transforms).flatMap(([kind, transform]) =>
        transform(text, createRandom(1)) === null ? [] : [kind],
      );
      expect(works).toEqual(['case', 'order', 'number']);
    }
  });
});

describe('plant', () => {
  it('plants as many of each kind as were asked, each of another text, the same for the same seed', () => {
    const planted = plant(personas, 30, 7);
    expect(plantedKinds.map((kind) => planted.filter((pair) => pair.kind === kind).length)).toEqual(
      plantedKinds.map(() => 30),
    );
    expect(plant(personas, 30, 7)).toEqual(planted);
    expect(plant(personas, 30, 8)).not.toEqual(planted);
    for (const kind of plantedKinds) {
      const of = planted.filter((pair) => pair.kind === kind);
      expect(new Set(of.map(({ original }) => original)).size).toBe(30);
      expect(of.every(({ bundled }) => bundled === (kind === 'translation'))).toBe(true);
      expect(of.every(({ duplicate }) => duplicate === !['number', 'negation', 'profession'].includes(kind))).toBe(
        true,
      );
    }
  });

  it('falls back to bundled texts where the own ones give nothing', () => {
    for (const texts of [[], [''], ['😀', '   '], ['我是老师']]) {
      const planted = plant(texts, 10, 1);
      for (const kind of plantedKinds) {
        const of = planted.filter((pair) => pair.kind === kind);
        expect([kind, of.length]).toEqual([kind, 10]);
        if (kind !== 'case') expect(of.every(({ bundled }) => bundled)).toBe(true);
      }
    }
  });

  it('passes texts of a megabyte over, and is content with few', () => {
    expect(plant(['a word '.repeat(150_000)], 5, 1).every(({ bundled }) => bundled)).toBe(true);
    expect(plant(personas, 0, 1)).toEqual([]);
    expect(plant(bundledTexts, 10_000, 1).filter(({ kind, bundled }) => kind === 'translation' && bundled).length).toBe(
      60,
    );
  });
});

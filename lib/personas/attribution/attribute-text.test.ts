import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeText } from './attribute-text.ts';
import { languageNames } from './data/languages.ts';
import { lexicon } from './lexicon.ts';
import { scriptOf } from './script.ts';
import { ages, genders, occupationGroups, regions } from './vocabulary.ts';

const never = (): null => null;

describe('script', () => {
  it.each([
    ['A nurse in Łódź', 'Latn'],
    ['Kỹ sư phần mềm ở Hà Nội', 'Latn'],
    ['Медсестра из Киева', 'Cyrl'],
    ['一位在上海工作的软件工程师', 'Hans'],
    ['一位住在台北的護士', 'Hant'],
    ['東京に住む看護師', 'Jpan'],
    ['カナダの教師', 'Jpan'],
    ['서울에 사는 간호사', 'Kore'],
    ['مهندس في القاهرة', 'Arab'],
    ['दिल्ली में एक शिक्षक', 'Deva'],
    ['ครูในกรุงเทพ', 'Thai'],
    ['A teacher of 書道', 'Latn'],
    ['Python 工程师，喜欢开源软件', 'Hans'],
    ['12:30 — !?', null],
    ['', null],
  ])('%s: %s', (text, script) => {
    expect(scriptOf(text)).toBe(script);
  });
});

describe('text language', () => {
  it('asks the detector only where script and small words do not tell', () => {
    const asked: string[] = [];
    const detect = (text: string): string => {
      asked.push(text);
      return 'es';
    };
    expect(attributeText('A nurse who works with children in Porto', detect).textLanguage).toBe('en');
    expect(attributeText('一位在上海工作的软件工程师', detect).textLanguage).toBe('zh');
    expect(attributeText('東京に住む看護師', detect).textLanguage).toBe('ja');
    expect(attributeText('서울에 사는 간호사', detect).textLanguage).toBe('ko');
    expect(asked).toEqual([]);
    expect(attributeText('Una enfermera jubilada de Sevilla', detect)).toEqual({ textLanguage: 'es', script: 'Latn' });
    expect(asked).toHaveLength(1);
  });

  it('leaves unknown what nothing tells', () => {
    expect(attributeText('Enfermera', never)).toEqual({ script: 'Latn' });
    expect(attributeText('Un boulanger à la retraite', never)).toEqual({ script: 'Latn' });
  });
});

describe('Chinese', () => {
  it.each([
    ['一位在上海工作的软件工程师，喜欢爬山', { occupation: '2', country: 'CN', region: 'Asia' }],
    ['35岁的女医生', { occupation: '2', age: '35-44', gender: 'female' }],
    ['一名45岁的退休教师，她喜欢园艺', { age: '45-54', gender: 'female' }],
    ['一个对日本文化感兴趣的护士', { occupation: '2' }],
    ['教师的丈夫', {}],
    ['来自加拿大的卡车司机', { occupation: '8', country: 'CA', region: 'Northern America' }],
    ['一名大学生，想成为律师', {}],
  ])('%s', (text, labels) => {
    expect(attributeText(text, never)).toEqual({ ...labels, textLanguage: 'zh', script: 'Hans' });
  });
});

describe('any text', () => {
  const words = fc.constantFrom(
    ...'a an the nurse engineer former who whose is in from near of 34 year old aged fifties Paris Jordan Kenyan Welsh speaking , . - she his not retired turned as works 护士 的 é \u0301 🙂'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.array(words, { maxLength: 30 }).map((list) => list.join(' ')),
  );

  it('gives values of the fixed vocabularies, the region that holds the country, and the same again', () => {
    const languages = Object.keys(languageNames);
    fc.assert(
      fc.property(text, (given) => {
        const labels = attributeText(given, never);
        if (labels.age !== undefined) expect(ages).toContain(labels.age);
        if (labels.gender !== undefined) expect(genders).toContain(labels.gender);
        if (labels.occupation !== undefined) expect(occupationGroups).toContain(labels.occupation);
        if (labels.region !== undefined) expect(regions).toContain(labels.region);
        if (labels.language !== undefined) expect(languages).toContain(labels.language);
        if (labels.country !== undefined) expect(labels.region).toBe(lexicon().regionOf.get(labels.country));
        if (labels.script !== undefined) expect(labels.script).toMatch(/^[A-Z][a-z]{3}$/);
        expect(attributeText(given, never)).toEqual(labels);
      }),
      { numRuns: 500 },
    );
  });

  it('reads a text of any length', () => {
    expect(attributeText(`A nurse ${'and '.repeat(100_000)}`, never).occupation).toBe('2');
    expect(attributeText('😀'.repeat(50_000), never)).toEqual({});
  });
});

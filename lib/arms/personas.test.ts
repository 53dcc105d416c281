import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArmId, ArmKind } from '../model/experiment.ts';
import { personaId } from '../personas/normalise.ts';
import { armFacts } from './facts.ts';
import { defaultHand } from './hand.ts';
import { irrelevantSentences } from './irrelevant.ts';
import { personaOf, shuffleWords, textOnly } from './personas.ts';
import { specOf } from './spec.test-help.ts';

const spec = specOf({ n: 100 });
const at = (kind: ArmKind, index: number, of = spec) => personaOf(of, { arm: kind as string as ArmId, index });

describe('personaOf', () => {
  it('is nobody in arms without one', () => {
    for (const kind of ['control', 'hot', 'not-these', 'verbalized'] as const) expect(at(kind, 3)).toBeNull();
  });

  it('is the same one, one of the set in turn, or one of its own', () => {
    expect(at('one-persona', 0)).toEqual(at('one-persona', 9));
    expect([at('hand-written', 0), at('hand-written', 13)]).toEqual([defaultHand[0], defaultHand[3]]);
    expect(at('hub', 7)).toBe(spec.hub[7]);
    expect(at('hub', 100)).toBeNull();
    expect(at('hand-written', 0, specOf({ hand: [] }))).toBeNull();
  });

  it('shuffles the words of the hub’s persona, the same each time', () => {
    const shuffled = at('shuffled', 7)?.text ?? '';
    const hub = spec.hub[7]?.text ?? '';
    expect(shuffled).not.toBe(hub);
    expect(shuffled.split(' ').sort()).toEqual(hub.split(' ').sort());
    expect(at('shuffled', 7)).toEqual(at('shuffled', 7));
  });

  it('takes every irrelevant sentence before any comes again, in an order of the seed', () => {
    const total = irrelevantSentences.length;
    const texts = Array.from({ length: total + 1 }, (_, i) => at('irrelevant', i)?.text);
    expect(new Set(texts.slice(0, total)).size).toBe(total);
    expect(texts[total]).toBe(texts[0]);
    const otherSeed = specOf({ settings: { ...spec.settings, seed: 5 } });
    expect(Array.from({ length: total }, (_, i) => at('irrelevant', i, otherSeed)?.text)).not.toEqual(
      texts.slice(0, -1),
    );
  });

  it('answers for every kind that it needs something for', () => {
    for (const { kind, id } of spec.arms)
      expect(personaOf(spec, { arm: id, index: 0 }) === null).toBe(
        armFacts[kind].needs === null && kind !== 'irrelevant',
      );
  });
});

describe('shuffleWords', () => {
  it('keeps the words and changes their order wherever that can be', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'cc', 'd,'), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, fc.string(), (list, seed) => {
        const text = list.join(' ');
        const shuffled = shuffleWords(text, seed);
        expect(shuffled.split(' ').sort()).toEqual([...list].sort());
        expect(shuffled === text).toBe(new Set(list).size === 1);
      }),
    );
  });
});

describe('texts', () => {
  it('of sentences are many, different and of a persona’s length', () => {
    expect(irrelevantSentences.length).toBeGreaterThanOrEqual(60);
    expect(new Set(irrelevantSentences).size).toBe(irrelevantSentences.length);
    for (const sentence of irrelevantSentences) {
      const words = sentence.split(' ').length;
      expect(words).toBeGreaterThanOrEqual(9);
      expect(words).toBeLessThanOrEqual(18);
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      // No people: neither as a pronoun nor as somebody who does something.
      expect(sentence).not.toMatch(/\b(he|she|his|her|who|person|people|man|woman|worker|farmer|child)\b/i);
    }
  });

  it('of the hand-written set are ten different people, named by their text', () => {
    expect(new Set(defaultHand.map(({ id }) => id)).size).toBe(10);
    for (const { id, text } of defaultHand) expect(id).toBe(personaId(text));
    expect(textOnly('  A  baker ')).toMatchObject({ text: 'A baker', id: personaId('A baker') });
  });
});

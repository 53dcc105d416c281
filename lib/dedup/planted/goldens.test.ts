import { describe, expect, it } from 'vitest';
import { createRandom } from '../../sampling/random.ts';
import { bundledParaphrase, bundledTexts, bundledTranslation } from './bundled.ts';
import { articleFor } from './english.ts';
import { changeInflection } from './inflection.ts';
import { changeNegation } from './negation.ts';
import { changeOrder } from './order.ts';
import { paraphrase } from './paraphrase.ts';
import { changeProfession } from './profession.ts';
import { changeSynonym } from './synonym.ts';
import type { Transform } from './transform.ts';
import { pastOf } from './verbs.ts';

/** All that a transform makes of a text, over some seeds. */
const all = (transform: Transform, text: string) =>
  new Set(Array.from({ length: 40 }, (_, seed) => transform(text, createRandom(seed))));

describe('readable examples', () => {
  it.each<[Transform, string, string]>([
    [
      changeOrder,
      'A monk who keeps the bees of the abbey and sells honey to travellers.',
      'A monk who sells honey to travellers and keeps the bees of the abbey.',
    ],
    [
      changeOrder,
      'Recovering from an illness, she has strong views on queues.',
      'She has strong views on queues, recovering from an illness.',
    ],
    [changeOrder, 'She teaches physics while her daughter sleeps.', 'While her daughter sleeps, she teaches physics.'],
    [changeOrder, 'A student interested in robotics and music', 'A student interested in music and robotics'],
    [
      changeInflection,
      'A chef who plans meals, teaches his sons and carries the bags himself.',
      'A chef who planned meals, taught his sons and carried the bags himself.',
    ],
    [changeInflection, 'An avid baker who loves old recipes', 'Avid bakers who love old recipes'],
    [changeSynonym, 'A large old house', 'A big old house'],
    [changeNegation, 'A pilot who flies at night', 'A pilot who does not fly at night'],
    [changeNegation, 'A pilot who does not fly at night', 'A pilot who flies at night'],
    [changeNegation, 'He cannot swim and is proud of it', 'He can swim and is proud of it'],
    [
      paraphrase,
      'A retired teacher who loves gardening',
      'Someone who used to teach and takes great pleasure in gardening',
    ],
    [paraphrase, 'A 41-year-old driver with a bad back', 'A driver aged 41 who has a bad back'],
  ])('%o', (transform, text, expected) => {
    expect(all(transform, text)).toContain(expected);
  });

  it('swap professions of another group, with the article that they ask for', () => {
    const made = [...all(changeProfession, 'An electrician in Oslo, 40, who sings.')];
    expect(made).toContain('A dentist in Oslo, 40, who sings.');
    expect(made.every((text) => text !== null && !/plumber|carpenter/.test(text))).toBe(true);
    expect(changeProfession('Someone who likes tea', createRandom(1))).toBeNull();
    expect(changeProfession('The farmer’s wife', createRandom(1))).toBeNull();
  });

  it('form pasts and articles as English does', () => {
    expect(
      ['tries', 'plays', 'stops', 'visits', 'prefers', 'teaches', 'uses', 'is', 'goes', 'fixes', 'rewinds'].map(pastOf),
    ).toEqual([
      'tried',
      'played',
      'stopped',
      'visited',
      'preferred',
      'taught',
      'used',
      'was',
      'went',
      'fixed',
      'rewound',
    ]);
    expect(
      ['apple', 'hour', 'unit', 'uncle', 'one', 'European', 'user', 'umbrella', 'honest', 'house', '8', '18', '80'].map(
        articleFor,
      ),
    ).toEqual(['an', 'an', 'a', 'an', 'a', 'a', 'a', 'an', 'an', 'a', 'an', 'an', 'an']);
  });

  it('have a paraphrase and three translations of each bundled text', () => {
    expect(new Set(bundledTexts).size).toBe(60);
    for (const text of bundledTexts) {
      expect(bundledParaphrase(text, createRandom(1))).toMatch(/^[A-Z].{20,}\.$/);
      expect(all(bundledTranslation, text).size).toBe(3);
    }
  });
});

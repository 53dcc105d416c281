import { describe, expect, it } from 'vitest';
import { generatePersonas } from './generate-personas.ts';

const take = (seed: number, count: number) => {
  const personas = generatePersonas(seed);
  return Array.from({ length: count }, () => personas.next().value);
};

describe('generatePersonas', () => {
  it('gives the same personas for the same seed, as long as real ones', () => {
    const rows = take(1, 2000);
    expect(take(1, 2000)).toEqual(rows);
    expect(take(2, 2000)).not.toEqual(rows);
    const words = rows.reduce((sum, { persona }) => sum + persona.split(' ').length, 0) / rows.length;
    expect(words).toBeGreaterThan(13);
    expect(words).toBeLessThan(16);
    expect(rows.filter(({ persona }) => /\p{Script=Han}/u.test(persona)).length).toBeGreaterThan(10);
    expect(new Set(rows.map(({ persona }) => persona)).size).toBeGreaterThan(1990);
  });
});

import { describe, expect, it } from 'vitest';
import type { DedupAsk } from '../../lib/protocol/dedup.ts';
import { answers, codeOf, exact, letterEncoder, openCore, semantic, valueOf } from './core.test-help.ts';

const texts = ['A retired nurse from Porto who paints birds', 'A miner in Chile', 'A MINER in chile!'];

describe('by meaning', () => {
  const meant = [
    'big red dog',
    'brown rusty donkey',
    'big red dog',
    'an apple',
    'ein Baum steht im Wald und wartet auf den Regen am Abend',
  ];

  it('asks the encoder over a port, and tells what it cannot see', async () => {
    const { core } = await openCore();
    expect(codeOf(await core.find('none', answers(meant), semantic))).toBe('internal');
    await core.useEncoder(letterEncoder());
    const found = valueOf(await core.find('j', answers(meant), { ...semantic, floor: 0.7 }));
    expect(found).toMatchObject({ texts: 5, pairs: 3, foreign: 1, cut: 0 });
    valueOf(await core.group('j', 0.9, 'specific'));
    const [cluster] = valueOf(await core.clusters('j', 0, 1));
    expect(cluster?.members.map(({ item, keep }) => [item, keep])).toEqual([[1, true], [0, false], [2, false]]); // prettier-ignore
    for (const { similarity } of cluster?.members ?? []) expect(similarity).toBeCloseTo(1, 5);
  });

  it('is cancelled while the encoder is at it, which hears of it', async () => {
    const { core } = await openCore();
    const held = { letGo: new Promise<void>(() => undefined), cancelled: [] as string[], asked: 0 };
    await core.useEncoder(letterEncoder(held));
    const finding = core.find('j', answers(meant), semantic);
    await expect.poll(() => held.asked).toBe(1);
    await core.cancel('j');
    expect(codeOf(await finding)).toBe('cancelled');
    await expect.poll(() => held.cancelled.length).toBe(1);
    expect(codeOf(await core.group('j', 0.9, 'first'))).toBe('bad-input');
    const failing = { letGo: Promise.resolve(), cancelled: [], fails: true };
    await core.useEncoder(letterEncoder(failing));
    expect(codeOf(await core.find('j', answers(meant), semantic))).toBe('model-missing');
  });
});

describe('planted texts', () => {
  it('are measured by MinHash with the paper’s bands, unless the comparison has its own', async () => {
    const { core } = await openCore();
    // Long enough for a changed word to stay above 0.8, where bands for 0.9 miss nearly all and bands for 0.5 none.
    const long = Array.from(
      { length: 40 },
      (_, i) => `A patient teacher from village ${i} who repairs old bicycles, grows beans and sings in a choir`,
    );
    const minhash = {
      kind: 'minhash',
      tokens: { kind: 'words', size: 1 },
      permutations: 128,
      seed: 1,
      verified: true,
    } as const;
    const seen = async (job: string, ask: DedupAsk) => {
      valueOf(await core.find(job, answers(long), ask));
      const { results } = valueOf(await core.check(job, [minhash], 40));
      const similarities = results.find(({ kind }) => kind === 'word')?.similarities[0] ?? new Float32Array();
      return similarities.filter((similarity) => similarity > 0).length / similarities.length;
    };
    expect(await seen('words', exact)).toBeLessThan(0.5);
    expect(await seen('own', { method: minhash, floor: 0.5 })).toBeGreaterThan(0.9);
  });

  it('show what each method sees', async () => {
    const { core } = await openCore();
    await core.useEncoder(letterEncoder());
    valueOf(await core.find('j', answers(texts), exact));
    const check = valueOf(await core.check('j', [exact.method, semantic.method], 8));
    expect(check.methods).toHaveLength(2);
    const ofCase = check.results.find(({ kind }) => kind === 'case');
    expect(ofCase?.planted).toBeGreaterThan(0);
    for (const similarity of ofCase?.similarities[0] ?? []) expect(similarity).toBe(1);
    for (const { planted, similarities } of check.results) {
      expect(similarities.map(({ length }) => length)).toEqual([planted, planted]);
    }
  });
});

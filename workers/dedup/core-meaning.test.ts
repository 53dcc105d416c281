import { describe, expect, it } from 'vitest';
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
    const held = { letGo: new Promise<void>(() => undefined), cancelled: [] as string[] };
    await core.useEncoder(letterEncoder(held));
    const finding = core.find('j', answers(meant), semantic);
    await new Promise((resolve) => setTimeout(resolve, 30));
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

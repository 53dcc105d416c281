import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fault, FaultError } from '../../lib/model/fault.ts';
import type { CellId, ShardId } from '../../lib/model/ids.ts';
import { answers, codeOf, exact, openCore, plainJoins, rows, valueOf } from './core.test-help.ts';

const nurse = 'A retired nurse from Porto who paints birds';
const texts = [
  nurse,
  'A miner in Chile',
  'a retired nurse from Porto, who paints birds',
  'A retired nurse from Porto who paints small birds in spring',
  'A MINER in chile!',
];

describe('a comparison of personas', () => {
  it('finds pairs, clusters them at any threshold, and names what would go', async () => {
    const { core } = await openCore(texts);
    const found = valueOf(await core.find('j', rows(0, 1, 2, 3, 4), exact));
    expect(found).toMatchObject({ texts: 5, pairs: 4, empty: 0, cut: 0, foreign: null, recall: null });
    const grouping = valueOf(await core.group('j', 0.9, 'first'));
    expect(grouping).toMatchObject({ clusters: 2, clustered: 4, removed: 2, before: 5, largest: 2, byHand: 0 });
    expect(grouping.histogram.reduce((sum, n) => sum + n, 0)).toBe(4);
    expect(valueOf(await core.group('j', 0.6, 'longest'))).toMatchObject({ clusters: 2, removed: 3, largest: 3 });
    const [largest, other] = valueOf(await core.clusters('j', 0, 10));
    expect(largest).toMatchObject({ id: 0, more: 0, byHand: false });
    expect(largest?.members.map(({ item, keep }) => [item, keep])).toEqual([[3, true], [0, false], [2, false]]); // prettier-ignore
    expect(largest?.members[0]).toMatchObject({
      text: texts[3],
      row: { shard: 'a', row: 3 },
      cell: null,
      similarity: 1,
    });
    expect(largest?.members[1]?.similarity).toBeCloseTo(8 / 11, 6);
    expect(other?.members.map(({ item }) => item)).toEqual([4, 1]);
    const removed = valueOf(await core.removed('j'));
    expect(removed).toMatchObject({ kind: 'personas', shards: ['a'] });
    if (removed.kind !== 'personas') throw new Error('not personas');
    expect([...removed.rows]).toEqual([0, 2, 1]);
    expect([...removed.keptRows]).toEqual([3, 3, 4]);
    expect([...removed.shard, ...removed.keptShard]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('takes rows in their order, from several parts', async () => {
    const many = Array.from({ length: 9000 }, (_, i) => `Person number ${i} of town ${i % 3000} keeps bees ${i * 7}`);
    many[8999] = many[5] ?? '';
    const { core } = await openCore(many);
    const order = rows(8999, 4100, 5, 17);
    valueOf(await core.find('j', order, { ...exact, floor: 0.99 }));
    valueOf(await core.group('j', 1, 'first'));
    const [cluster] = valueOf(await core.clusters('j', 0, 1));
    expect(cluster?.members.map(({ row, text }) => [row?.row, text])).toEqual([[8999, many[5]], [5, many[5]]]); // prettier-ignore
    valueOf(await core.find('all', rows(...many.keys()), { ...exact, floor: 0.99 }));
    expect(valueOf(await core.group('all', 1, 'first'))).toMatchObject({ clusters: 1, before: 9000 });
  });

  it('faults where rows are missing, damaged or changed since, and without a database', async () => {
    const { core, shards, info } = await openCore(texts);
    expect(codeOf(await core.find('a', rows(0, 5), exact))).toBe('bad-input');
    const nowhere = { kind: 'personas' as const, shards: ['b' as ShardId], rows: [Uint32Array.of(0)] };
    expect(codeOf(await core.find('b', nowhere, exact))).toBe('bad-input');
    valueOf(await core.find('c', rows(0, 2), exact));
    valueOf(await core.group('c', 0.9, 'first'));
    await shards.putInfo({ ...info, hash: 'other' });
    expect(codeOf(await core.removed('c'))).toBe('bad-input');
    const [part] = await shards.parts(info.id, [0]);
    if (!part) throw new Error('no part');
    part.text[3] = (part.text[3] ?? 0) ^ 1;
    await shards.replaceParts(info, [part]);
    expect(codeOf(await core.find('d', rows(0, 2), exact))).toBe('shard-corrupt');
    const blocked = await openCore([], {
      openShards: () => Promise.reject(new FaultError(fault('storage-blocked', 'No database.'))),
    });
    expect(codeOf(await blocked.core.find('e', rows(0), exact))).toBe('storage-blocked');
    expect(codeOf(await blocked.core.find('f', answers(texts), exact))).toBe('ok');
  });
});

describe('a comparison of answers', () => {
  it('keeps the best voted, and what was chosen by hand', async () => {
    const { core } = await openCore();
    valueOf(await core.find('j', answers(texts, [0, 0, 0, 1, 0]), exact));
    valueOf(await core.group('j', 0.6, 'voted'));
    const kept = async () =>
      valueOf(await core.clusters('j', 0, 1))[0]?.members.flatMap(({ cell, keep }) => (keep ? [cell] : []));
    expect(await kept()).toEqual(['run/0/3/0']);
    expect(codeOf(await core.choose('j', 3, 'remove'))).toBe('bad-input');
    expect(valueOf(await core.choose('j', 2, 'keep'))).toMatchObject({ byHand: 1, removed: 2 });
    expect(valueOf(await core.choose('j', 3, 'remove'))).toMatchObject({ byHand: 1, removed: 3 });
    expect(await kept()).toEqual(['run/0/2/0']);
    expect(valueOf(await core.group('j', 0.6, 'first'))).toMatchObject({ byHand: 1, removed: 2 });
    const removed = valueOf(await core.removed('j'));
    expect(removed).toMatchObject({ cells: ['run/0/3/0', 'run/0/4/0'], kept: ['run/0/0/0', 'run/0/1/0'] });
    valueOf(await core.choose('j', 2, 'rule'));
    valueOf(await core.choose('j', 3, 'rule'));
    expect(valueOf(await core.group('j', 0.6, 'voted'))).toMatchObject({ byHand: 0, removed: 3 });
    expect(codeOf(await core.choose('j', 17, 'keep'))).toBe('bad-input');
  });

  it('holds for any texts: one of each cluster stays, each removed one once', async () => {
    const { core } = await openCore();
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd', '🙂', 'é', 'e\u0301'), { maxLength: 5 })
      .map((w) => w.join(' '));
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 14 }), async (given) => {
        const job = `j${(n += 1)}`;
        valueOf(await core.find(job, answers(given), exact));
        const grouping = valueOf(await core.group(job, 0.5, 'specific'));
        const removed = valueOf(await core.removed(job));
        if (removed.kind !== 'answers') throw new Error('not answers');
        const gone = new Set(removed.cells);
        expect(gone.size).toBe(grouping.removed);
        expect(grouping.removed).toBe(grouping.clustered - grouping.clusters);
        for (const cell of removed.kept) expect(gone.has(cell)).toBe(false);
        for (const similarity of removed.similarity) expect(similarity >= 0 && similarity <= 1).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('copes with what people have', async () => {
    const { core } = await openCore();
    const odd = [
      '',
      '',
      ' ',
      'nurse',
      'nurse',
      '🙂🙂',
      '🙂🙂',
      '👩‍🚒',
      'Zoë',
      'Zoe\u0308',
      'مُمَرِّضة',
      'ممرضة',
      '看護師です',
      '看護師です',
    ];
    valueOf(await core.find('odd', answers(odd), exact));
    valueOf(await core.group('odd', 1, 'first'));
    const clusters = valueOf(await core.clusters('odd', 0, 100)).map(({ members }) => members.map(({ item }) => item));
    for (const pair of [[3, 4], [5, 6], [8, 9], [12, 13]]) expect(clusters).toContainEqual(pair); // prettier-ignore
    const same = answers(new Array<string>(20_000).fill(nurse));
    expect(valueOf(await core.find('same', same, exact))).toMatchObject({ pairs: 199_990_000 });
    expect(valueOf(await core.group('same', 0.9, 'longest'))).toMatchObject({ clusters: 1, removed: 19_999 });
    const [one] = valueOf(await core.clusters('same', 0, 5));
    expect(one).toMatchObject({ id: 0, more: 19_900 });
    const long = 'word after word after another '.repeat(35_000);
    valueOf(await core.find('long', answers([long, `${long}!`, 'x']), exact));
    expect(valueOf(await core.group('long', 0.9, 'first'))).toMatchObject({ clusters: 1, removed: 1 });
    for (const few of [[], ['one']]) {
      expect(valueOf(await core.find(`few ${few.length}`, answers(few), exact))).toMatchObject({ pairs: 0 });
      expect(valueOf(await core.group(`few ${few.length}`, 0.9, 'first'))).toMatchObject({ clusters: 0, largest: 0 });
    }
  });

  it('refuses what cannot be asked', async () => {
    const { core } = await openCore();
    const ask = (part: object) => core.find('x', answers(texts), { ...exact, ...part });
    expect(codeOf(await ask({ floor: 0.4 }))).toBe('bad-input');
    expect(codeOf(await ask({ method: { kind: 'exact', tokens: { kind: 'words', size: 9 } } }))).toBe('bad-input');
    expect(codeOf(await core.group('x', 0.9, 'first'))).toBe('bad-input');
    valueOf(await ask({ floor: 0.8 }));
    expect(codeOf(await core.group('x', 0.7, 'first'))).toBe('bad-input');
    expect(codeOf(await core.find('x', answers(texts), exact))).toBe('bad-input');
    await core.forget('x');
    expect(codeOf(await core.clusters('x', 0, 1))).toBe('bad-input');
    expect(codeOf(await core.find('x', { ...answers(texts), votes: [] } as never, exact))).toBe('bad-input');
  });
});

describe('minhash', () => {
  it('finds what bands find, and says which share that is', async () => {
    const { core } = await openCore();
    const method = {
      kind: 'minhash' as const,
      tokens: { kind: 'words' as const, size: 1 },
      permutations: 128,
      seed: 1,
      verified: true,
    };
    const long = Array.from({ length: 60 }, (_, i) => `word${i}`);
    const given = [long.join(' '), [...long.slice(1), 'other'].join(' '), 'short', nurse];
    const found = valueOf(await core.find('j', answers(given), { method, floor: 0.9 }));
    expect(found).toMatchObject({ texts: 4, pairs: 1 });
    expect(found.recall).toMatchObject({ n: 1 });
    expect(found.recall?.value).toBeGreaterThan(0.7);
  });
});

describe('a comparison', () => {
  it('ends once, soon after it is cancelled, and leaves nothing', async () => {
    const waiting = { ...plainJoins, exact: async (_: unknown, __: unknown, { breathe, signal }: Parameters<typeof plainJoins.exact>[2]) => {
      for (;;) {
        await breathe();
        signal.throwIfAborted();
      }
    } }; // prettier-ignore
    const { core } = await openCore([], {}, waiting);
    const one = core.find('j', answers(texts), exact);
    const other = core.find('k', answers(texts), exact);
    await core.cancel('j');
    expect(codeOf(await one)).toBe('cancelled');
    await core.forget('k');
    expect(codeOf(await other)).toBe('cancelled');
    await core.cancel('j');
    expect(codeOf(await core.removed('j'))).toBe('bad-input');
  });

  it('tells stages in order, none more than ten times a second', async () => {
    let time = 0;
    const { core, progress } = await openCore([], { now: () => (time += 1) });
    const many = Array.from(
      { length: 3000 },
      (_, i) => `Someone called ${i} who likes ${i * 3} and ${'long words '.repeat(60)}`,
    );
    valueOf(await core.find('j', answers(many), { ...exact, floor: 0.9 }));
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual(['tokenising', 'joining']);
    for (const stage of ['tokenising', 'joining'] as const) {
      const of = progress.filter((news) => news.stage === stage);
      expect(of.length).toBeLessThan(5);
      expect(of.at(-1)?.done).toBe(of.at(-1)?.total);
      expect(of.every(({ done }, i) => i === 0 || done >= (of[i - 1]?.done ?? 0))).toBe(true);
    }
  });

  it('that does not fit into memory says so', async () => {
    const full = { ...plainJoins, exact: () => Promise.reject(new RangeError('Array buffer allocation failed')) };
    const { core } = await openCore([], {}, full);
    expect(codeOf(await core.find('j', answers(texts), exact))).toBe('out-of-memory');
  });
});

describe('a run that goes on', () => {
  it('is told what repeats', async () => {
    const { core } = await openCore();
    const given = texts.map((text, i) => ({ cell: `c${i}` as CellId, text }));
    const live = async (from: number, to: number) =>
      valueOf(await core.live('r', given.slice(from, to), 0.7)).map(({ cell, of }) => [cell, of]);
    expect(await live(0, 3)).toEqual([['c0', null], ['c1', null], ['c2', 'c0']]); // prettier-ignore
    expect(await live(2, 5)).toEqual([['c2', 'c0'], ['c3', 'c0'], ['c4', 'c1']]); // prettier-ignore
    await core.forgetRun('r');
    expect(await live(2, 3)).toEqual([['c2', null]]);
  });
});

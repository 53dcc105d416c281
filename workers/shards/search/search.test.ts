import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fault, FaultError } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import { anyQuery, anyText, naiveHolds } from '../../../lib/personas/search-query/naive.test-help.ts';
import { parseQuery } from '../../../lib/personas/search-query/query.ts';
import { openTab } from './search.test-help.ts';

const rowsOf = (...texts: string[]) => texts.map((text) => ({ text }));
const nurses = rowsOf(
  'A night nurse in Porto',
  'A nurse who bakes bread and works at night',
  'Nurses of the night shift',
  'A baker',
  '一位护士，喜欢茶',
);

describe('find', () => {
  it('finds the same rows with an index, without one, and by reading every text', async () => {
    const shards = fc.array(fc.array(anyText, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(shards, anyQuery, async (given, text) => {
        const tab = openTab();
        for (const [i, texts] of given.entries()) await tab.put(`s${i}`, rowsOf(...texts));
        const query = parseQuery(text);
        const expected = given.flatMap((texts, i) =>
          texts.flatMap((one, row) => (naiveHolds(one, query) ? [`s${i}/${row}`] : [])),
        );
        expect(await tab.rowsOf({ text })).toEqual(expected);
        tab.search.start();
        await tab.search.settled();
        expect(await tab.rowsOf({ text })).toEqual(expected);
        expect((await tab.rowsOf({ text, order: 'rank' })).sort()).toEqual([...expected].sort());
      }),
      { numRuns: 150 },
    );
  });

  it('puts phrases before scattered words, whole words before beginnings, short texts before long ones', async () => {
    const tab = openTab();
    await tab.put('a', nurses);
    const ranked = async (text: string) =>
      (await tab.rowsOf({ text, order: 'rank' })).map((row) => Number(row.slice(2)));
    expect(await ranked('night nurse')).toEqual([0, 1]);
    expect(await ranked('nurse*')).toEqual([0, 1, 2]);
    expect(await ranked('=bake')).toEqual([3, 1]);
    expect(await ranked('=aker')).toEqual([3]);
    expect(await ranked('a')).toEqual([3, 0, 1]);
  });

  it('tells a growing total while parts without an index are read', async () => {
    const tab = openTab();
    const rows = Array.from({ length: 3 * 4096 + 5 }, (_, i) => ({ text: i % 2 ? `Baker ${i}` : `Night nurse ${i}` }));
    await tab.put('a', rows);
    const first = await tab.search.find({ text: 'nurse', shards: null, filters: [], set: null, order: 'rank' });
    expect(first.complete).toBe(false);
    // Whoever samples or exports wants all of it.
    expect((await tab.search.resolve({ kind: 'result', result: first.result })).length).toBe(6147);
    const last = await tab.found({ text: 'nurse', order: 'rank' });
    expect(last).toMatchObject({ total: 6147, complete: true });
    const totals = tab
      .foundEvents()
      .filter(({ result }) => result === first.result)
      .map(({ total }) => total);
    expect(totals.at(-1)).toBe(6147);
    expect([...totals].sort((a, b) => a - b)).toEqual(totals);
    expect(await tab.search.page(last.result, 6146, 10)).toMatchObject([{ text: 'Night nurse 12292' }]);
  });

  it('filters by labels, columns and sets, unknown values too', async () => {
    const tab = openTab();
    const columns = [
      { name: 'job', kind: 'category', role: null },
      { name: 'age', kind: 'integer', role: null },
      { name: 'key', kind: 'text', role: null },
    ] as const;
    const a = 'a' as ShardId;
    await tab.put(
      'a',
      [
        { text: 'one cook', attributes: ['cook', 30, 'k1'], labels: { country: 'PT' } },
        { text: 'two cook', attributes: ['nurse', 40, 'k2'], labels: { country: 'PE', gender: 'female' } },
        { text: 'three cook', attributes: [null, null, null], labels: {} },
      ],
      columns,
    );
    const by = (kind: 'label' | 'column', name: string, ...values: (string | null)[]) =>
      tab.rowsOf({ filters: [{ by: kind, name, values }] });
    expect(await by('label', 'country', 'PT', null)).toEqual(['a/0', 'a/2']);
    expect(await by('label', 'language', null)).toEqual(['a/0', 'a/1', 'a/2']);
    expect(await by('label', 'language', 'pt')).toEqual([]);
    expect(await by('column', 'job', 'nurse')).toEqual(['a/1']);
    expect(await by('column', 'job', null)).toEqual(['a/2']);
    expect(await by('column', 'age', '30', null)).toEqual(['a/0', 'a/2']);
    expect(await by('column', 'key', 'k2')).toEqual(['a/1']);
    expect(await by('column', 'none', null)).toHaveLength(3);
    const members = [
      { shard: a, row: 2 },
      { shard: a, row: 0 },
      { shard: 'gone' as ShardId, row: 1 },
    ];
    await tab.store.putSet({ version: 1, id: 'mine', name: 'Mine', createdAt: 0, how: '', members });
    expect(await tab.rowsOf({ set: 'mine' })).toEqual(['a/0', 'a/2']);
    expect(await tab.rowsOf({ set: 'mine', text: 'one' })).toEqual(['a/0']);
    await expect(tab.rowsOf({ set: 'other' })).rejects.toMatchObject({ fault: { code: 'bad-input' } });

    const list = await tab.search.resolve({ kind: 'set', set: 'mine' });
    expect([list.length, list.at(0), list.at(1)]).toEqual([2, { shard: 'a', row: 2 }, { shard: 'a', row: 0 }]);
    const counts = await tab.search.counts({ kind: 'set', set: 'mine' });
    expect(counts).toMatchObject({ rows: 2, labelled: 2 });
    expect(counts.labels.country).toEqual([
      { value: null, count: 1 },
      { value: 'PT', count: 1 },
    ]);
    expect((await tab.search.counts({ kind: 'shard', shard: a })).labels.country).toHaveLength(3);
    const cooks = await tab.found({ text: 'cook', order: 'rank' });
    expect((await tab.search.counts({ kind: 'result', result: cooks.result })).labels.gender).toEqual([
      { value: null, count: 2 },
      { value: 'female', count: 1 },
    ]);
  });

  it('keeps the last 8 results, and pages with marks', async () => {
    const tab = openTab();
    await tab.put('a', nurses);
    const first = await tab.found({ text: 'NIGHT', order: 'rank' });
    const [row] = await tab.search.page(first.result, 0, 1);
    expect(row).toMatchObject({ text: 'A night nurse in Porto', marks: [[2, 7]], ref: { shard: 'a', row: 0 } });
    expect(await tab.search.page(first.result, 3, 5)).toEqual([]);
    for (let i = 0; i < 8; i += 1) await tab.found({ text: 'nurse' });
    await expect(tab.search.page(first.result, 0, 1)).rejects.toMatchObject({ fault: { code: 'bad-input' } });
  });

  it('answers the rest when a part is damaged', async () => {
    const tab = openTab();
    const rows = Array.from({ length: 4100 }, (_, i) => ({ text: `nurse ${i}` }));
    const info = await tab.put('a', rows);
    const [part] = await tab.store.parts(info.id, [0]);
    if (!part) throw new Error('no part');
    await tab.store.replaceParts(info, [{ ...part, text: part.text.map(() => 65) }]);
    tab.search.start();
    await tab.search.settled();
    expect(await tab.rowsOf({ text: 'nurse' })).toEqual(['a/4096', 'a/4097', 'a/4098', 'a/4099']);
    const everything = await tab.found({});
    expect(await tab.search.page(everything.result, 4095, 2)).toMatchObject([{ text: '' }, { text: 'nurse 4096' }]);
    await tab.store.replaceParts(info, [part]);
    tab.shelves.forget(null);
    tab.search.changed(info.id);
    await tab.search.settled();
    expect((await tab.found({ text: 'nurse' })).total).toBe(4100);
  });
});

describe('search', () => {
  it("finds words anywhere for Play's picker, and all personas for an empty query", async () => {
    const tab = openTab();
    await tab.put('a', nurses);
    await tab.put('b', [{ text: 'Uma enfermeira', labels: { country: 'PT', script: 'Latn' } }]);
    const found = async (text: string, limit = 10) => {
      const { total, personas } = await tab.search.search({ text, limit });
      return [total, ...personas.map((persona) => persona.text)];
    };
    expect(await found('urs night', 1)).toEqual([3, 'A night nurse in Porto']);
    expect(await found('护')).toEqual([1, '一位护士，喜欢茶']);
    expect(await found('', 0)).toEqual([6]);
    expect((await tab.search.search({ text: 'uma', limit: 1 })).personas).toMatchObject([
      { shard: 'b', labels: { country: 'PT' } },
    ]);
    expect((await tab.search.search({ text: 'uma', limit: 1 })).personas[0]?.labels).not.toHaveProperty('script');
    await expect(found('', -1)).rejects.toMatchObject({ fault: { code: 'bad-input' } });
  });
});

describe('neighbours', () => {
  it('are the rows with the most words in common, as a naive count has it', async () => {
    const word = fc.constantFrom(...'A night nurse who bakes bread in Porto 护 士 茶'.split(' '));
    const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 2, maxLength: 30 }), async (texts) => {
        const tab = openTab();
        await tab.put('a', rowsOf(...texts));
        const tokens = texts.map((one) => {
          const words = one.toUpperCase().split(' ');
          const pairs = words.flatMap((w, i) =>
            w > '~' && (words[i + 1] ?? '') > '~' ? [w + (words[i + 1] ?? '')] : [],
          );
          return new Set([...words, ...pairs]);
        });
        const [own = new Set<string>()] = tokens;
        const expected = tokens
          .map((held, row) => {
            const both = [...held].filter((token) => own.has(token)).length;
            return { row, similarity: both / (held.size + own.size - both) };
          })
          .filter(({ row, similarity }) => row !== 0 && similarity > 0)
          .sort((a, b) => b.similarity - a.similarity || a.row - b.row)
          .slice(0, 5);
        const near = await tab.search.neighbours({ shard: 'a' as ShardId, row: 0 }, 5);
        expect(near.map(({ ref, similarity }) => ({ row: ref.row, similarity }))).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});

describe('indexing', () => {
  it('is done once by two tabs, kept, and read again', async () => {
    const first = openTab();
    const second = openTab(first.store, first.world.locks);
    let written = 0;
    const putSegment = first.store.putSegment.bind(first.store);
    first.store.putSegment = (segment) => {
      written += 1;
      return putSegment(segment);
    };
    const info = await first.put(
      'a',
      Array.from({ length: 65 * 4096 }, (_, i) => ({ text: `n${i % 5000}` })),
    );
    second.shelves.forget(null);
    expect(await first.search.searchable(info.id)).toBe(0);
    first.search.start();
    second.search.start();
    await Promise.all([first.search.settled(), second.search.settled()]);
    expect(written).toBe(2);
    for (const tab of [first, second, openTab(first.store)]) {
      expect(await tab.search.searchable(info.id)).toBe(info.count);
      expect((await tab.found({ text: 'n42' })).total).toBe(54);
    }
    expect([...first.told, ...second.told]).toEqual(['a']);
  });

  it('begins again when another indexer made the segments or the shard has other rows', async () => {
    const tab = openTab();
    const info = await tab.put('a', nurses);
    tab.search.start();
    await tab.search.settled();
    const [segment] = await tab.store.segments(info.id);
    if (!segment) throw new Error('no segment');
    await tab.store.putSegment({ ...segment, indexer: 0 });
    expect(await openTab(tab.store).search.searchable(info.id)).toBe(0);
    await tab.store.putSegment({ ...segment, bytes: segment.bytes.slice(0, -1) });
    expect(await openTab(tab.store).search.searchable(info.id)).toBe(0);
    await tab.store.putSegment(segment);
    expect(await openTab(tab.store).search.searchable(info.id)).toBe(5);
    await tab.store.putInfo({ ...info, hash: '0'.repeat(64) });
    expect(await openTab(tab.store).search.searchable(info.id)).toBe(0);
  });

  it('serves from memory where nothing can be kept', async () => {
    const tab = openTab();
    const info = await tab.put('a', nurses);
    tab.store.putSegment = () => Promise.reject(new FaultError(fault('storage-full', 'full')));
    tab.search.start();
    await tab.search.settled();
    expect(await tab.search.searchable(info.id)).toBe(5);
    expect(await tab.rowsOf({ text: 'nurse' })).toEqual(['a/0', 'a/1']);
  });
});

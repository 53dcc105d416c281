import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fault, FaultError } from '../../lib/model/fault.ts';
import type { Vectors } from '../../lib/protocol/embed.ts';
import type { Outcome } from '../../lib/protocol/engine.ts';
import { personaId } from '../../lib/personas/normalise.ts';
import { FakeVectors, info, setUp, vectorOf } from './core.test-help.ts';
import { PACK_TEXTS } from './pack-shelf.ts';

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.fault.code);
  return outcome.value;
}

const rows = ({ vectors }: Vectors) =>
  Array.from({ length: vectors.length / 4 }, (_, i) => Array.from(vectors.subarray(i * 4, i * 4 + 4)));

function expectVectors(got: Vectors, texts: readonly string[]): void {
  rows(got).forEach((row, i) => {
    // Half precision has eleven binary digits.
    vectorOf(texts[i] ?? '').forEach((wanted, d) => expect(row[d]).toBeCloseTo(wanted, 2.9));
    expect(Math.hypot(...row)).toBeCloseTo(1, 6);
  });
}

const many = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `t${from + i}`);

describe('the embed core', () => {
  it('gives each text its vector, whatever the batches', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'z'), minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 40 }), async (texts) => {
        const { core, encoder } = setUp();
        const got = value(await core.embed('c', texts));
        expectVectors(got, texts);
        expect(got.cut).toBe(texts.filter(({ length }) => length > 8).length);
        const again = value(await core.embed('c', texts));
        expect(again.vectors).toEqual(got.vectors);
        expect(again.held).toBe(texts.length);
        // The same text is computed once.
        expect(encoder.batches.flat()).toHaveLength(new Set(texts.map(personaId)).size);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps vectors from one worker to the next, in packs', async () => {
    const store = new FakeVectors();
    const texts = many(PACK_TEXTS + 10);
    const first = setUp(store);
    const before = value(await first.core.embed('c', texts));
    expect(Array.from(store.kept.values(), ({ ids }) => ids.length / 16)).toEqual([PACK_TEXTS, 10]);
    const { core, encoder } = setUp(store);
    expect(value(await core.held())).toEqual({ texts: PACK_TEXTS + 10, bytes: (PACK_TEXTS + 10) * 8 });
    const more = [...many(3, 5000), ...texts];
    const got = value(await core.embed('c', more));
    expect(got.held).toBe(texts.length);
    expect(got.vectors.subarray(12)).toEqual(before.vectors);
    expect(encoder.batches.flat()).toHaveLength(3);
    // The last pack had room.
    expect(Array.from(store.kept.values(), ({ ids }) => ids.length / 16)).toEqual([PACK_TEXTS, 13]);
  });

  it('computes anew what another tab wrote over', async () => {
    const store = new FakeVectors();
    const { core } = setUp(store);
    await core.embed('c', ['a', 'b']);
    const other = setUp(store);
    await other.core.held();
    const pack = store.kept.get(0);
    if (!pack) throw new Error('Nothing was kept.');
    store.kept.set(0, { ...pack, ids: personaId('x') + personaId('b') });
    const got = value(await other.core.embed('c', ['a', 'b']));
    expectVectors(got, ['a', 'b']);
    expect(got.held).toBe(1);
  });

  it('goes on without keeping when the disk is full, or there is no database', async () => {
    const store = new FakeVectors();
    store.full = true;
    for (const kept of [store, null]) {
      const { core, encoder } = setUp(kept);
      const texts = many(PACK_TEXTS * 2);
      expectVectors(value(await core.embed('c', texts)), texts);
      expect(value(await core.embed('d', ['t1'])).held).toBe(0);
      expect(encoder.batches.flat()).toHaveLength(texts.length + 1);
      expect(value(await core.held()).texts).toBe(0);
    }
    expect(store.puts).toBe(1);
  });

  it('ends a cancelled call within a batch, keeps what was done, and goes on with the others', async () => {
    const store = new FakeVectors();
    const { core, encoder } = setUp(store);
    encoder.before = async () => {
      if (encoder.batches.length === 2) await core.cancel('long');
    };
    const [long, short] = await Promise.all([core.embed('long', many(500)), core.embed('short', ['u'])]);
    expect(long).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
    expectVectors(value(short), ['u']);
    expect(encoder.batches.length).toBeLessThanOrEqual(4);
    expect(value(await core.held()).texts).toBe(encoder.batches.flat().length);
    await core.cancel('long');
    expectVectors(value(await core.embed('long', many(4))), many(4));
  });

  it('lets a short call in between the batches of a long one', async () => {
    const { core } = setUp();
    const ended: string[] = [];
    const call = (name: string, texts: readonly string[]) => core.embed(name, texts).then(() => ended.push(name));
    await Promise.all([call('long', many(300)), call('short', ['a'])]);
    expect(ended).toEqual(['short', 'long']);
  });

  it('has zeros for a text without any token', async () => {
    const { core, encoder } = setUp();
    const got = value(await core.embed('c', ['', ' \u0000 ', 'a']));
    expect(rows(got).slice(0, 2)).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
    expect(encoder.batches).toEqual([[3]]);
    expect(value(await core.embed('c', [])).vectors).toHaveLength(0);
  });

  it('says why it cannot load, and tries again at the next call', async () => {
    let calls = 0;
    const working = setUp().encoder;
    const { core } = setUp(null, {
      open: () => {
        calls += 1;
        return calls === 1
          ? Promise.reject(new FaultError(fault('model-missing', 'None here.', 'Do this.')))
          : Promise.resolve(working);
      },
    });
    expect(await core.embed('c', ['a'])).toMatchObject({
      ok: false,
      fault: { code: 'model-missing', hint: 'Do this.' },
    });
    expect(value(await core.load())).toEqual(info);
    expectVectors(value(await core.embed('c', ['a'])), ['a']);
    expect(calls).toBe(2);
  });

  it('cancels a call that waits for the load, which goes on', async () => {
    const { encoder } = setUp();
    let loaded: () => void = () => undefined;
    const { core } = setUp(null, {
      open: () => new Promise((resolve) => (loaded = () => resolve(encoder))),
    });
    const first = core.embed('first', ['a']);
    const second = core.embed('second', ['a']);
    await core.cancel('first');
    expect(await first).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
    loaded();
    expectVectors(value(await second), ['a']);
  });

  it('forgets everything when asked to', async () => {
    const store = new FakeVectors();
    const { core } = setUp(store);
    await core.embed('c', many(3));
    value(await core.clear());
    expect(store.kept.size).toBe(0);
    expect(value(await core.held())).toEqual({ texts: 0, bytes: 0 });
    expect(value(await core.embed('c', many(3))).held).toBe(0);
    expect(value(await core.held()).texts).toBe(3);
  });

  it('gives static vectors, in steps that can be cancelled', async () => {
    const { core } = setUp();
    const got = value(await core.embedStatic('s', ['a', 'bcd']));
    expect(got).toMatchObject({ dimensions: 2, held: 0, cut: 0 });
    expect(Array.from(got.vectors)).toEqual([1, 1, 3, 1]);
    const ended = core.embedStatic('s', many(100_000));
    await core.cancel('s');
    expect(await ended).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
  });
});

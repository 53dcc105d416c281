import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderSplit } from './gguf-split.ts';

const name = (number: number, total: number, stem = 'model.Q4_K_M') =>
  `${stem}-${String(number).padStart(5, '0')}-of-${String(total).padStart(5, '0')}.gguf`;

describe('orderSplit', () => {
  it('takes a single file as it is', () => {
    expect(orderSplit(['model.gguf'])).toEqual({ order: [0], missing: [] });
  });

  it('orders any shuffle of any parts and names those that are missing', () => {
    const some = fc.integer({ min: 1, max: 40 }).chain((total) =>
      fc.tuple(
        fc.constant(total),
        fc.shuffledSubarray(
          Array.from({ length: total }, (_, i) => i + 1),
          { minLength: 1 },
        ),
      ),
    );
    fc.assert(
      fc.property(some, ([total, given]) => {
        const found = orderSplit(given.map((number) => name(number, total)));
        const sorted = [...given].sort((a, b) => a - b);
        expect(found?.order.map((place) => given[place])).toEqual(sorted);
        const absent = Array.from({ length: total }, (_, i) => i + 1).filter((number) => !given.includes(number));
        expect(found?.missing).toEqual(absent.map((number) => name(number, total)));
      }),
    );
  });

  it.each([
    { why: 'nothing', names: [] },
    { why: 'two whole files', names: ['a.gguf', 'b.gguf'] },
    { why: 'parts of two models', names: [name(1, 2, 'a'), name(2, 2, 'b')] },
    { why: 'parts of two splits', names: [name(1, 2), name(2, 3)] },
    { why: 'a part twice', names: [name(1, 2), name(1, 2)] },
    { why: 'a part and a whole file', names: [name(1, 2), 'a.gguf'] },
    { why: 'a part above the last', names: [name(3, 2)] },
    { why: 'a part zero', names: [name(0, 2)] },
  ])('refuses $why', ({ names }) => {
    expect(orderSplit(names)).toBeNull();
  });
});

import { expect, it } from 'vitest';
import { PrefixCache } from './prefixes.ts';

const state = (bytes: number) => ({ length: 1, bytes, state: {} });

it('keeps the most recently used within its budget', () => {
  const cache = new PrefixCache(100);
  const [a, b, c] = [state(40), state(40), state(40)];
  cache.put([1], a);
  cache.put([2], b);
  expect(cache.get([1])).toBe(a);
  cache.put([3], c);
  expect([cache.get([1]), cache.get([2]), cache.get([3])]).toEqual([a, null, c]);
  expect(cache.get([1, 3])).toBeNull();
});

it('counts what is put again once', () => {
  const cache = new PrefixCache(100);
  const other = state(50);
  cache.put([9], other);
  for (let i = 0; i < 10; i++) cache.put([1], state(50));
  expect(cache.get([9])).toBe(other);
  expect(cache.get([1])).not.toBeNull();
});

it('leaves what it has alone when something is too large', () => {
  const cache = new PrefixCache(100);
  cache.put([1], state(60));
  cache.put([2], state(101));
  expect(cache.get([2])).toBeNull();
  expect(cache.get([1])).not.toBeNull();
});

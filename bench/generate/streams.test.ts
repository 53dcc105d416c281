import { describe, expect, it } from 'vitest';
import { overallRate, prefillRate, spanOf, steadyRate, type Stream } from './streams.ts';

const stream = (first: number, every: number, count: number): Stream => ({
  promptTokens: 100,
  sharedTokens: 0,
  times: Array.from({ length: count }, (_, i) => first + i * every),
});

describe('rates of streams', () => {
  it('overall: from the first token to the last', () => {
    const streams = [stream(100, 10, 11), stream(300, 10, 11)];
    expect(overallRate(streams.map(spanOf))).toBe((21 * 1000) / 300);
  });

  it('steady: only while all are decoding', () => {
    // The first ends at 1000, the second begins at 500: 500 ms with 10 ms a token each.
    expect(steadyRate([stream(0, 10, 101), stream(500, 10, 200)])).toBe(200);
    expect(steadyRate([stream(0, 10, 10), stream(500, 10, 200)])).toBeNaN();
  });

  it('prefill: of the first', () => {
    const late = { promptTokens: 100, sharedTokens: 90, first: 900 };
    expect(prefillRate([late, { promptTokens: 100, sharedTokens: 0, first: 500 }])).toBe(200);
  });
});

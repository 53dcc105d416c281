import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mappingOf, shapeOf } from '../../../lib/personas/formats/collect.test-help.ts';
import { gzipped, memoryFile, rowsOf, someLines } from './files.test-help.ts';

const gzip = shapeOf('jsonl', { compression: 'gzip' });
const zstd = shapeOf('jsonl', { compression: 'zstd' });
const mapping = mappingOf('persona');

// Two frames, made by zstd 1.5 from `{"persona":"Person 1"}\n` and `{"persona":"Person 2"}\n`, with checksums.
const frames = new Uint8Array(
  Buffer.from(
    '28b52ffd0458b900007b22706572736f6e61223a22506572736f6e2031227d0a56a7abcd28b52ffd0458b900007b22706572736f6e61223a22506572736f6e2032227d0ab0bb4569',
    'hex',
  ),
);

describe('gzip', () => {
  it('gives the rows of a file and says how much of it was read', async () => {
    const bytes = gzipped(someLines(3000));
    const { calls, told } = await rowsOf(memoryFile('a.jsonl.gz', bytes), gzip, mapping);
    expect(calls.length).toBe(3000);
    expect(calls.at(-1)?.startsWith('3000: Person 3000 ')).toBe(true);
    expect(told.at(-1)).toBe(bytes.length);
    expect(told.every((each, i) => i === 0 || each >= (told[i - 1] ?? 0))).toBe(true);
  });

  it('reads several members, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 400 }),
        async (counts, chunk) => {
          const bytes = gzipped(...counts.map(someLines));
          const { calls } = await rowsOf(memoryFile('a.gz', bytes, chunk), gzip, mapping);
          expect(calls.length).toBe(counts.reduce((sum, each) => sum + each, 0));
          expect(calls.some((call) => /!|fault/.test(call.slice(0, 8)))).toBe(false);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('gives what can be read of a file that breaks off, then a fault', async () => {
    const bytes = gzipped(someLines(20_000));
    const { calls } = await rowsOf(memoryFile('a.gz', bytes.subarray(0, bytes.length / 2)), gzip, mapping);
    expect(calls.at(-1)).toBe('fault file-corrupt');
    expect(calls.length).toBeGreaterThan(1000);
    expect(calls.slice(0, -1).every((call) => /^\d+: Person/.test(call))).toBe(true);
  });

  it('refuses a bomb while it inflates', async () => {
    const { calls } = await rowsOf(memoryFile('a.gz', gzipped(new Uint8Array(100 << 20)), 4096), gzip, mapping);
    expect(calls).toEqual(['fault file-corrupt']);
  });
});

describe('Zstandard', () => {
  it('reads several frames, however they are cut', async () => {
    for (const chunk of [1, 7, 30, 1000]) {
      const { calls } = await rowsOf(memoryFile('a.zst', frames, chunk), zstd, mapping);
      expect(calls).toEqual(['1: Person 1', '2: Person 2']);
    }
  });

  it('tells a file that breaks off, or that needs too much memory', async () => {
    const cut = await rowsOf(memoryFile('a.zst', frames.subarray(0, frames.length - 8)), zstd, mapping);
    expect(cut.calls).toEqual(['1: Person 1', 'fault file-corrupt']);
    const greedy = frames.slice();
    greedy[4] = 0;
    greedy[5] = 0xa0;
    expect((await rowsOf(memoryFile('a.zst', greedy), zstd, mapping)).calls).toEqual(['fault file-corrupt']);
  });
});

describe.each([gzip, zstd])('$compression', (shape) => {
  it('throws nothing but faults, whatever the bytes are', async () => {
    const start = shape.compression === 'gzip' ? gzipped(someLines(5)) : frames;
    const damaged = fc.tuple(fc.nat(start.length), fc.uint8Array({ maxLength: 30 })).map(([at, more]) => {
      const bytes = new Uint8Array(start.length + more.length);
      bytes.set(start);
      bytes.set(more, at);
      return bytes;
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, fc.uint8Array({ minLength: 1 })), async (bytes) => {
        await rowsOf(memoryFile('x', bytes, 16), shape, mapping);
      }),
      { numRuns: 100 },
    );
  });
});

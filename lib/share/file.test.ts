import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { faultOf, type FaultCode } from '../model/fault.ts';
import type { KeptRun } from '../model/share.ts';
import { packFile, startsLikeFile, unpackFile } from './file.ts';
import fixtures from './fixtures/links.v1.json' with { type: 'json' };
import { MAX_FILE_BYTES, MAX_FILE_PLAIN_BYTES } from './limits.ts';
import { nastyTexts } from './playgrounds.test-help.ts';
import { checkedPlayground } from './shape.ts';

const none = () => null;
const plain = (value: unknown) =>
  new Uint8Array(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
const zipped = (value: unknown) => new Uint8Array(gzipSync(plain(value)));
const [one] = fixtures;
const playground = checkedPlayground(one?.playground, 'file');
const enveloped = { polyphony: 1, kind: 'playground', playground };

async function codeOf(
  bytes: Uint8Array<ArrayBuffer>,
  readRun: (value: unknown) => KeptRun | null = none,
): Promise<FaultCode | 'read'> {
  try {
    await unpackFile(bytes, readRun);
    return 'read';
  } catch (thrown) {
    return faultOf(thrown).code;
  }
}

describe('a .polyphony file', () => {
  it.each(fixtures)('holds what a link holds: $name', async ({ playground: kept }) => {
    const given = checkedPlayground(kept, 'file');
    const bytes = await packFile({ kind: 'playground', playground: given });
    expect(startsLikeFile(bytes)).toBe(true);
    expect(JSON.parse(gunzipSync(bytes).toString())).toMatchObject({ polyphony: 1, kind: 'playground' });
    expect(await unpackFile(bytes, none)).toEqual({ kind: 'playground', playground: given });
  });

  it('is read unpacked, too, as some downloads arrive', async () => {
    expect(startsLikeFile(plain(enveloped))).toBe(true);
    expect(startsLikeFile(plain('{"run": 1}'))).toBe(false);
    expect(await codeOf(plain(enveloped))).toBe('read');
  });

  it('hands runs to the one who knows them, and is refused as a whole when one is none', async () => {
    const seen: unknown[] = [];
    const read = (value: unknown) => {
      seen.push(value);
      return value as KeptRun;
    };
    expect(await unpackFile(zipped({ polyphony: 1, kind: 'runs', runs: [1, { a: 2 }] }), read)).toEqual({
      kind: 'runs',
      runs: [1, { a: 2 }],
    });
    expect(seen).toEqual([1, { a: 2 }]);
    expect(await codeOf(zipped({ polyphony: 1, kind: 'runs', runs: [1] }))).toBe('share-corrupt');
    expect(await codeOf(zipped({ polyphony: 1, kind: 'runs', runs: [] }), read)).toBe('share-corrupt');
  });

  it.each<[string, unknown, FaultCode]>([
    ['no object', [], 'share-corrupt'],
    ['no version', { kind: 'playground', playground }, 'share-corrupt'],
    ['a newer envelope', { ...enveloped, polyphony: 2 }, 'share-newer'],
    ['a newer playground', { ...enveloped, playground: { ...playground, version: 2 } }, 'share-newer'],
    ['a version that is none', { ...enveloped, playground: { ...playground, version: 1.5 } }, 'share-corrupt'],
    ['another kind', { ...enveloped, kind: 'program' }, 'share-corrupt'],
    ['a report of an experiment', { polyphony: 1, kind: 'experiment' }, 'share-corrupt'],
    ['more than it says', { ...enveloped, runs: [] }, 'share-corrupt'],
    ['a wish to start', { ...enveloped, playground: { ...playground, autorun: true } }, 'share-corrupt'],
    ['a prototype', JSON.stringify(enveloped).replace('"recipe":{', '"recipe":{"__proto__":{"x":1},'), 'share-corrupt'],
    ['a constructor', JSON.stringify(enveloped).replace('"recipe":{', '"recipe":{"constructor":1,'), 'share-corrupt'],
    ['deep nesting', '['.repeat(100_000), 'share-too-large'],
  ])('is refused with %s', async (_, value, code) => {
    expect(await codeOf(zipped(value))).toBe(code);
  });

  it('is refused when it is cut off, altered or too large', async () => {
    const bytes = zipped(enveloped);
    expect(await codeOf(bytes.slice(0, -9))).toBe('share-corrupt');
    const altered = bytes.slice();
    altered[40] = (altered[40] ?? 0) ^ 1;
    expect(await codeOf(altered)).toBe('share-corrupt');
    const large = new Uint8Array(MAX_FILE_BYTES + 1);
    large.set(bytes);
    expect(await codeOf(large)).toBe('share-too-large');
    expect(await codeOf(new Uint8Array(gzipSync(new Uint8Array(MAX_FILE_PLAIN_BYTES + 1))))).toBe('share-too-large');
  });

  it('carries every trick as the text that it is', async () => {
    for (const text of nastyTexts) {
      const task = { ...playground.recipe.task, system: text };
      const given = { ...playground, recipe: { ...playground.recipe, task } };
      const back = await unpackFile(await packFile({ kind: 'playground', playground: given }), none);
      expect(back).toEqual({ kind: 'playground', playground: given });
    }
  });
});

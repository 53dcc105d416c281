import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../../../lib/model/fault.ts';
import { parseManifest } from './manifest.ts';
import { tinyOrigin } from './tiny-model.test-help.ts';

const whole = tinyOrigin(false).manifest;
const code = (json: unknown) => {
  try {
    parseManifest(json);
    return 'read';
  } catch (thrown) {
    if (thrown instanceof FaultError) return thrown.fault.code;
    throw thrown;
  }
};

describe('parseManifest', () => {
  it('reads manifests with and without weights', () => {
    for (const manifest of [whole, tinyOrigin(true).manifest]) expect(parseManifest(manifest)).toEqual(manifest);
  });

  it('calls anything else damaged', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...Object.keys(whole)), fc.jsonValue(), (junk, key, value) => {
        expect(code(junk)).toBe('model-corrupt');
        expect(code(Object.fromEntries(Object.entries(whole).filter(([name]) => name !== key)))).toBe('model-corrupt');
        expect(['read', 'model-corrupt']).toContain(code({ ...whole, [key]: value }));
      }),
    );
  });

  it.each(['../secret', 'a/b', '/etc/passwd', 'https://elsewhere', '..', '', 'a?b', 'a%2fb', 'a\\b', '.hidden'])(
    'refuses the path %j',
    (path) => {
      const piece = { path, bytes: 1, sha256: '0'.repeat(64) };
      expect(code({ ...whole, graph: piece })).toBe('model-corrupt');
      expect(code({ ...whole, parts: [piece] })).toBe('model-corrupt');
    },
  );

  it.each(['http://hub.test/x', 'javascript:alert(1)', 'file:///etc/passwd', 'tiny.gguf'])(
    'refuses the hub %j',
    (hub) => {
      expect(code({ ...whole, source: { ...whole.source, hub } })).toBe('model-corrupt');
    },
  );

  it.each([-1, 1.5, 2 ** 33, NaN, '1'])('refuses the size %j', (bytes) => {
    expect(code({ ...whole, graph: { ...whole.graph, bytes } })).toBe('model-corrupt');
  });
});

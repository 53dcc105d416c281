import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHubAddress } from './hub-address.ts';

describe('parseHubAddress', () => {
  it('reads the ways in which people name a model', () => {
    const gguf = { ok: true, repository: 'a/b', revision: 'main', path: 'c/d.gguf', kind: 'gguf' };
    expect(parseHubAddress(' a/b/c/d.gguf ')).toEqual(gguf);
    expect(parseHubAddress('huggingface.co/a/b/c/d.gguf')).toEqual(gguf);
    expect(parseHubAddress('https://huggingface.co/a/b/resolve/main/c/d.gguf?download=true')).toEqual(gguf);
    expect(parseHubAddress('https://huggingface.co/a/b/blob/v1/d.gguf')).toEqual({
      ...gguf,
      revision: 'v1',
      path: 'd.gguf',
    });
    const onnx = { ok: true, repository: 'a/b', revision: 'main', path: null, kind: 'onnx' };
    expect(parseHubAddress('a/b')).toEqual(onnx);
    expect(parseHubAddress('https://huggingface.co/a/b/tree/main')).toEqual(onnx);
    expect(parseHubAddress('a/b/onnx/model_q4.onnx')).toMatchObject({ kind: 'onnx', path: 'onnx/model_q4.onnx' });
  });

  it('refuses the rest with a reason', () => {
    for (const text of [
      '',
      'a',
      'a//b',
      'http://huggingface.co/a/b',
      'https://elsewhere.example/a/b',
      'ftp://huggingface.co/a/b',
      'a/b/readme.md',
      'a/b/../c.gguf',
      '../b/c.gguf',
      'https://user@huggingface.co/a/b',
    ])
      expect(parseHubAddress(text), text).toMatchObject({ ok: false, reason: expect.stringMatching(/./) as unknown });
  });

  it('never throws, and what it reads stays within one repository', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', 'resolve', 'main', 'https:', '', 'a.gguf', 'huggingface.co'),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const found = parseHubAddress(parts.join('/'));
        if (!found.ok) return;
        const url = new URL(`https://huggingface.co/${found.repository}/resolve/${found.revision}/${found.path ?? ''}`);
        expect(url.pathname.startsWith(`/${found.repository}/resolve/`)).toBe(true);
        expect(url.host).toBe('huggingface.co');
      }),
    );
  });
});

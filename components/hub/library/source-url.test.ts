import { describe, expect, it } from 'vitest';
import { parseSourceUrl } from './source-url.ts';

describe('parseSourceUrl', () => {
  it('takes https, and http on this machine; a bare address means https', () => {
    expect(parseSourceUrl(' example.org/a.jsonl ')).toEqual({
      ok: true,
      url: 'https://example.org/a.jsonl',
      host: 'example.org',
    });
    expect(parseSourceUrl('http://localhost:8000/a.csv')).toMatchObject({ ok: true, host: 'localhost:8000' });
  });

  it('refuses the rest and says why', () => {
    for (const bad of [
      '',
      'http://example.org/a',
      'ftp://example.org/a',
      'https://me:secret@example.org/a',
      'https://',
    ])
      expect(parseSourceUrl(bad).ok, bad).toBe(false);
  });
});

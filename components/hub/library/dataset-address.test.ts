import { describe, expect, it } from 'vitest';
import { HUB_HOST } from '../../../lib/catalogue/hub-address.ts';
import { parseDatasetAddress } from './dataset-address.ts';

const site = `https://${HUB_HOST}`;

describe('parseDatasetAddress', () => {
  it('reads a name, a page, a folder and a file', () => {
    const all = { ok: true, dataset: 'owner/personas', revision: 'main', path: '' };
    expect(parseDatasetAddress(' owner/personas ')).toEqual(all);
    expect(parseDatasetAddress('datasets/owner/personas/')).toEqual(all);
    expect(parseDatasetAddress(`${site}/datasets/owner/personas?x=1#top`)).toEqual(all);
    expect(parseDatasetAddress(`${site}/datasets/owner/personas/tree/v1.0/data`)).toEqual({
      ...all,
      revision: 'v1.0',
      path: 'data',
    });
    expect(parseDatasetAddress(`${HUB_HOST}/datasets/owner/personas/resolve/main/a%20b.jsonl`)).toEqual({
      ...all,
      path: 'a b.jsonl',
    });
  });

  it('refuses models, other hosts, plain http and half a name, and says why', () => {
    for (const bad of [
      '',
      'owner',
      `${site}/owner/model`,
      'https://example.org/datasets/a/b',
      `http://${HUB_HOST}/datasets/a/b`,
      'a b/c',
      `${site}/datasets/a/b/tree/..%2f/x`,
    ]) {
      const read = parseDatasetAddress(bad);
      expect(read.ok, bad).toBe(false);
      if (!read.ok) expect(read.reason).toMatch(/\.$/);
    }
  });
});

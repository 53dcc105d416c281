import { describe, expect, it } from 'vitest';
import { type ImportRequest, matchFiles, readRequest } from './request.ts';

const request: ImportRequest = {
  version: 1,
  source: { kind: 'files', files: [{ name: 'a', bytes: 1 }] },
  shape: { format: 'csv', compression: 'gzip', encoding: 'utf-16le', header: true },
  mapping: { text: 'persona', columns: [{ name: 'age', kind: 'integer', role: 'age', field: 'person.age' }] },
};

describe('the request in a journal', () => {
  it('is read as it was written, and by no other version', () => {
    expect(readRequest(structuredClone(request))).toEqual(request);
    const hub = { kind: 'hub', dataset: 'owner/name', revision: 'main', paths: ['a', 'b'] } as const;
    for (const source of [{ kind: 'url', url: 'x' } as const, hub])
      expect(readRequest({ ...request, source })).toEqual({ ...request, source });
    for (const bad of [null, 'x', { ...request, version: 2 }, { ...request, shape: {} }, { ...request, source: {} }])
      expect(readRequest(bad)).toBeNull();
  });
});

describe('matchFiles', () => {
  const file = (name: string, size: number, id = '') => ({ name, size, id });
  const marks = (...all: (readonly [string, number])[]) => all.map(([name, bytes]) => ({ name, bytes }));

  it('finds files again in any order, by size where names are the same', () => {
    const [one, two, other] = [file('a', 1), file('a', 2), file('b', 1)];
    expect(matchFiles(marks(['a', 1], ['b', 1], ['a', 2]), [other, two, one])).toEqual([one, other, two]);
  });

  it('takes no file twice, and says which are missing', () => {
    const one = file('a', 1);
    expect(matchFiles(marks(['a', 1], ['a', 1], ['c', 1]), [one])).toEqual([one, null, null]);
    expect(matchFiles(marks(['a', 5], ['a', 1]), [one])).toEqual([null, one]);
    expect(matchFiles(marks(['a', 5]), [one])).toEqual([one]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShardId } from '../model/ids.ts';
import { fold } from './fold.ts';
import { PartBuilder, sealPart } from './part-builder.ts';
import { queryWords, searchParts } from './plain-search.test-help.ts';

const shard = 'test' as ShardId;
const part = (index: number, ...texts: string[]) => {
  const builder = new PartBuilder([]);
  for (const text of texts) builder.addText(text);
  return sealPart(builder.take(shard, index));
};
const parts = await Promise.all([
  part(0, 'A café owner in São Paulo', 'A nurse in Porto', 'Ein Straßenmusiker aus Köln'),
  part(1, 'A night nurse who paints', 'किसान', 'がくせい'),
]);
const found = (query: string, limit = 10) =>
  searchParts(parts, query, limit, () => []).personas.map((persona) => persona.text);

describe('searchParts', () => {
  it('finds all words in any order, whatever their case and accents', () => {
    expect(found('NURSE')).toEqual(['A nurse in Porto', 'A night nurse who paints']);
    expect(found('porto nurse')).toEqual(['A nurse in Porto']);
    expect(found('sao cafe')).toEqual(['A café owner in São Paulo']);
    expect(found('strassen koln')).toEqual(['Ein Straßenmusiker aus Köln']);
    expect(found('ｎｕｒｓｅ  paint')).toEqual(['A night nurse who paints']);
    expect(found('nurse baker')).toEqual([]);
  });

  it('keeps the marks that are letters', () => {
    expect(found('किसान')).toEqual(['किसान']);
    expect(found('कसन')).toEqual([]);
    expect(found('かく')).toEqual([]);
  });

  it('counts all and shows the first', () => {
    expect(searchParts(parts, ' ', 2, () => [])).toMatchObject({ total: 6, personas: [{}, {}] });
    expect(searchParts(parts, '', 0, () => [])).toEqual({ total: 6, personas: [] });
    expect(searchParts([], 'nurse', 5, () => [])).toEqual({ total: 0, personas: [] });
    expect(() => searchParts(parts, '', -1, () => [])).toThrow(/whole number/);
  });
});

describe('fold', () => {
  it('changes nothing the second time, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('splits a query into words, each once', () => {
    expect(queryWords(' Nurse\tnurse  Olá ')).toEqual(['NURSE', 'OLA']);
    expect(queryWords(' \n')).toEqual([]);
  });
});

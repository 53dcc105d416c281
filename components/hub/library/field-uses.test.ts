import { describe, expect, it } from 'vitest';
import type { FieldPreview, Mapping } from '../../providers/hub.tsx';
import { guessedUses, mappingOf, withUse } from './field-uses.ts';

const field = (name: string, part: Partial<FieldPreview> = {}): FieldPreview => ({
  field: name,
  kind: 'text',
  samples: ['a', 'b', 'c', 'd', 'e'],
  present: 20,
  ...part,
});
const fields = [
  field('who'),
  field('years', { kind: 'number', samples: ['31', '44'] }),
  field('score', { kind: 'number', samples: ['0.5'] }),
  field('land', { samples: ['FR', 'NG'] }),
  field('active', { kind: 'flag', samples: ['true', 'false'] }),
];
const mapping: Mapping = { text: 'who', columns: [{ field: 'years', name: 'age', kind: 'integer', role: 'age' }] };

describe('field uses', () => {
  it('keeps the guess as it is, name and role included', () => {
    expect(mappingOf(guessedUses({ fields, mapping }), mapping)).toEqual(mapping);
  });

  it('proposes a kind for what the guess left out', () => {
    const kinds = guessedUses({ fields, mapping }).map(({ field: name, kind }) => [name, kind]);
    expect(kinds).toEqual([
      ['who', 'text'],
      ['years', 'integer'],
      ['score', 'text'],
      ['land', 'category'],
      ['active', 'category'],
    ]);
  });

  it('has one text at most, and none until a field is chosen', () => {
    const none = guessedUses({ fields, mapping: { text: '', columns: [] } });
    expect(mappingOf(none, mapping).text).toBe('');
    const use = (name: string) => ({ field: name, use: 'text', kind: 'text', role: null }) as const;
    const twice = withUse(withUse(none, use('who')), use('land'));
    expect(twice.filter((one) => one.use === 'text').map((one) => one.field)).toEqual(['land']);
    expect(mappingOf(twice, mapping).text).toBe('land');
  });
});

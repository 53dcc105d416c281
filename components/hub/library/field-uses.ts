import type { LabelName } from '../../../lib/model/persona.ts';
import type { ColumnKind } from '../../../lib/model/shard.ts';
import type { FieldPreview, ImportPreview, Mapping } from '../../providers/hub.tsx';

/** What becomes of a field: the persona's text, an attribute that comes along, or nothing. */
export interface FieldUse {
  readonly field: string;
  readonly use: 'text' | 'attribute' | 'none';
  readonly kind: ColumnKind;
  readonly role: LabelName | null;
}

/** The guess of the preview, a line for each field that was seen. */
export function guessedUses({ fields, mapping }: Pick<ImportPreview, 'fields' | 'mapping'>): readonly FieldUse[] {
  return fields.map((preview) => {
    const { field } = preview;
    const column = mapping.columns.find((one) => one.field === field);
    if (field === mapping.text) return { field, use: 'text', kind: 'text', role: null };
    if (column) return { field, use: 'attribute', kind: column.kind, role: column.role };
    return { field, use: 'none', kind: likelyKind(preview), role: null };
  });
}

/** One field's use changed; the text is one field at most, so another one that was it is left out. */
export function withUse(uses: readonly FieldUse[], changed: FieldUse): readonly FieldUse[] {
  return uses.map((old) => {
    if (old.field === changed.field) return changed;
    return changed.use === 'text' && old.use === 'text' ? { ...old, use: 'none' } : old;
  });
}

/** The mapping that the import takes; its text is empty while no field is the persona's. */
export function mappingOf(uses: readonly FieldUse[], guess: Mapping): Mapping {
  const text = uses.find(({ use }) => use === 'text')?.field ?? '';
  const columns = uses.flatMap(({ field, use, kind, role }) => {
    if (use !== 'attribute') return [];
    const guessed = guess.columns.find((one) => one.field === field);
    return [{ field, name: guessed?.name ?? field, kind, role }];
  });
  return { text, columns };
}

// Fewer different samples than this among several rows speak for a handful of values.
const FEW = 3;

function likelyKind({ kind, samples, present }: FieldPreview): ColumnKind {
  if (kind === 'number') return samples.every((sample) => /^-?\d{1,9}$/.test(sample)) ? 'integer' : 'text';
  if (kind === 'flag') return 'category';
  return samples.length <= FEW && present > FEW ? 'category' : 'text';
}

import type { RowLabels, RowRef } from '../../lib/model/persona.ts';
import type { LabelPart, PackedPart, PersonaSet } from '../../lib/model/shard.ts';
import { personaId } from '../../lib/personas/normalise.ts';
import { unpackAttributes, unpackPersona, unpackText } from '../../lib/personas/pack.ts';
import { PART_SIZE } from '../../lib/personas/part-builder.ts';
import { labelOrigins, type LabelOrigin } from '../../lib/model/shard.ts';
import type { PersonaDetail, PersonaRow } from '../../lib/protocol/shards.ts';
import type { ShardStore } from '../../lib/store/ports.ts';
import type { LabelReader, Shelves } from './ports.ts';
import type { Removals } from './removals/removals.ts';
import { STARTER } from './starter.ts';

/** Reads rows with their labels, as far as those were made. */
export interface Rows {
  /** In the order asked for, those removed too: who names a row may read it. @throws FaultError `bad-input` for a row that is not there, `shard-corrupt` for a damaged one */
  rows(refs: readonly RowRef[]): Promise<readonly PersonaRow[]>;
  detail(ref: RowRef): Promise<PersonaDetail>;
}

export function createRows(
  shelves: Shelves,
  labels: LabelReader,
  store: Pick<ShardStore, 'listSets'>,
  removals: Removals,
): Rows {
  async function row(ref: RowRef): Promise<PersonaRow> {
    const index = Math.floor(ref.row / PART_SIZE);
    const [part, labelPart] = await Promise.all([
      shelves.partNow(ref.shard, index) ?? shelves.part(ref.shard, index),
      labels.part(ref.shard, index),
    ]);
    const i = ref.row % PART_SIZE;
    const text = unpackText(part, i);
    const made = labelPart || ref.shard !== STARTER ? labelsOf(labelPart, i) : await starterLabels(part, i);
    return { ref, id: personaId(text), text, labels: made, marks: [] };
  }

  /** Before any labels are made: its columns are labels in our own words, which those of other files are not. */
  async function starterLabels(part: PackedPart, i: number): Promise<RowLabels> {
    return unpackPersona(part, i, (await shelves.info(STARTER)).columns).labels;
  }

  return {
    rows: (refs) => Promise.all(refs.map(row)),
    async detail(ref) {
      const index = Math.floor(ref.row / PART_SIZE);
      const i = ref.row % PART_SIZE;
      const [shown, shard, part, labelPart, sets, mask] = await Promise.all([
        row(ref),
        shelves.info(ref.shard),
        shelves.part(ref.shard, index),
        labels.part(ref.shard, index),
        store.listSets(),
        removals.mask(),
      ]);
      const values = unpackAttributes(part, i);
      const attributes = shard.columns.flatMap((column) => {
        const value = values.get(column.name);
        return value === undefined ? [] : [{ column, value: String(value) }];
      });
      const origins = originsOf(labelPart, i);
      return {
        ...shown,
        shard,
        attributes,
        origins,
        sets: sets.filter((set) => holds(set, ref)).map(({ id }) => id),
        removedBy: mask.removedBy(ref),
        standsFor: mask.standsFor(ref).count,
      };
    },
  };
}

/** Labels of persona `i` of a part; none when they were not made yet. */
export function labelsOf(part: LabelPart | null, i: number): RowLabels {
  const labels: { -readonly [K in keyof RowLabels]: RowLabels[K] } = {};
  for (const { name, values, codes } of part?.columns ?? []) {
    const value = values[(codes[i] ?? 0) - 1];
    if (value !== undefined) labels[name] = value;
  }
  return labels;
}

function originsOf(part: LabelPart | null, i: number): PersonaDetail['origins'] {
  const origins: { -readonly [K in keyof RowLabels]?: LabelOrigin } = {};
  for (const column of part?.columns ?? []) origins[column.name] = labelOrigins[column.origins[i] ?? 0] ?? 'unknown';
  return origins;
}

function holds(set: PersonaSet, { shard, row }: RowRef): boolean {
  return set.members.some((member) => member.row === row && member.shard === shard);
}

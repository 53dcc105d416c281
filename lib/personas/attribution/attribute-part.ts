import type { LabelName, RowLabels } from '../../model/persona.ts';
import { labelNames } from '../../model/persona.ts';
import {
  type ColumnInfo,
  labelOrigins,
  type LabelColumn,
  type LabelPart,
  type PackedColumn,
  type PackedPart,
} from '../../model/shard.ts';
import { attributeText } from './attribute-text.ts';
import { type ColumnReading, readColumn } from './columns.ts';
import { lexicon } from './lexicon.ts';
import type { DetectLanguage } from './text-language.ts';
import { ATTRIBUTOR } from './version.ts';

const FROM_COLUMN = labelOrigins.indexOf('column');
const FROM_TEXT = labelOrigins.indexOf('text');
/** How an integer column writes unknown. */
const NO_NUMBER = -(2 ** 31);

/**
 * The labels of a part: of each row, what a column states, else what the text says. A country from a column gives the
 * region too; a column that says "no occupation" leaves the label unknown whatever the text says.
 * @param infos the shard's columns
 */
export function attributePart(part: PackedPart, infos: readonly ColumnInfo[], detect: DetectLanguage): LabelPart {
  const steps = attributeInSteps(part, infos, detect, part.count);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same with a pause after each `rows` rows, for a thread that must answer in between. */
export function* attributeInSteps(
  part: PackedPart,
  infos: readonly ColumnInfo[],
  detect: DetectLanguage,
  rows: number,
): Generator<undefined, LabelPart, undefined> {
  const readers = new Map<LabelName, (row: number) => ColumnReading | null>();
  for (const { name, role } of infos) {
    const column = role === null ? undefined : part.columns.find((packed) => packed.name === name);
    if (role !== null && column && !readers.has(role)) readers.set(role, columnReader(role, column));
  }
  const builders = new Map(labelNames.map((name) => [name, new ColumnBuilder(name, part.count)]));
  // ignoreBOM: a mark that a text starts with is a letter of it.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const { regionOf } = lexicon();
  for (let row = 0; row < part.count; row += 1) {
    if (row > 0 && row % rows === 0) yield undefined;
    const text = decoder.decode(part.text.subarray(part.offsets[row] ?? 0, part.offsets[row + 1] ?? 0));
    const stated = readers.get('country')?.(row);
    const country = stated?.kind === 'value' ? stated.value : null;
    const region = country === null ? undefined : regionOf.get(country);
    const said: RowLabels = attributeText(text, detect, country);
    for (const [name, builder] of builders) {
      const reading = readers.get(name)?.(row) ?? null;
      if (reading?.kind === 'value') builder.put(row, reading.value, FROM_COLUMN);
      else if (name === 'region' && region !== undefined) builder.put(row, region, FROM_COLUMN);
      else if (reading?.kind !== 'none') {
        const value = said[name];
        if (value !== undefined) builder.put(row, value, FROM_TEXT);
      }
    }
  }
  const columns = [...builders.values()].filter((builder) => builder.used).map((builder) => builder.done());
  return { version: 1, shard: part.shard, index: part.index, count: part.count, attributor: ATTRIBUTOR, columns };
}

/** Reads a packed column row by row; each different value is read once. */
function columnReader(role: LabelName, column: PackedColumn): (row: number) => ColumnReading | null {
  if (column.kind === 'category') {
    const readings = column.values.map((value) => readColumn(role, value));
    return (row) => readings[(column.codes[row] ?? 0) - 1] ?? null;
  }
  const known = new Map<string | number, ColumnReading>();
  const read = (value: string | number): ColumnReading => {
    const reading = known.get(value) ?? readColumn(role, value);
    known.set(value, reading);
    return reading;
  };
  if (column.kind === 'integer') {
    return (row) => {
      const value = column.numbers[row] ?? NO_NUMBER;
      return value === NO_NUMBER ? null : read(value);
    };
  }
  const decoder = new TextDecoder();
  return (row) => {
    const bytes = column.text.subarray(column.offsets[row] ?? 0, column.offsets[row + 1] ?? 0);
    return bytes.length === 0 ? null : read(decoder.decode(bytes));
  };
}

class ColumnBuilder {
  private readonly codeOf = new Map<string, number>();
  private readonly codes: Uint16Array<ArrayBuffer>;
  private readonly origins: Uint8Array<ArrayBuffer>;

  constructor(
    private readonly name: LabelName,
    count: number,
  ) {
    this.codes = new Uint16Array(count);
    this.origins = new Uint8Array(count);
  }

  get used(): boolean {
    return this.codeOf.size > 0;
  }

  put(row: number, value: string, origin: number): void {
    let code = this.codeOf.get(value);
    if (code === undefined) this.codeOf.set(value, (code = this.codeOf.size + 1));
    this.codes[row] = code;
    this.origins[row] = origin;
  }

  done(): LabelColumn {
    return { name: this.name, values: [...this.codeOf.keys()], codes: this.codes, origins: this.origins };
  }
}

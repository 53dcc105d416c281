import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { columnSettingNames } from '../prompt/columns.ts';
import type { AnswerRecord } from './answers.ts';
import { wellFormed } from './well-formed.ts';

type Value = string | number | Date | null;

interface Column {
  readonly name: string;
  readonly type: 'STRING' | 'INT32' | 'DOUBLE' | 'TIMESTAMP';
  readonly of: (record: AnswerRecord) => Value;
}

/** A file that is written batch by batch: what is finished is handed on at once. */
export interface ParquetAnswers {
  /** One row group. */
  write(records: readonly AnswerRecord[]): Promise<Uint8Array<ArrayBuffer>>;
  end(): Promise<Uint8Array<ArrayBuffer>>;
}

/** Hands out what was written since the last time; offsets go on counting. */
class Pieces extends ByteWriter {
  take(): Uint8Array<ArrayBuffer> {
    const bytes = this.getBytes().slice();
    this.index = 0;
    return bytes;
  }
}

/**
 * Answers as Parquet (UTF-8, Snappy): a column for each field of the record, settings as columns of their own, and the
 * data card as JSON in the footer under `card`.
 */
export function parquetAnswers(card: string): ParquetAnswers {
  const sources = (records: readonly AnswerRecord[]): ColumnSource[] =>
    columns.map(({ name, type, of }) => ({ name, type, nullable: true, data: records.map(of) }));
  const pieces = new Pieces();
  const writer = new ParquetWriter({
    writer: pieces,
    schema: schemaFromColumnData({ columnData: sources([]) }),
    kvMetadata: [{ key: 'card', value: card }],
    createdBy: 'polyphony',
  });
  return {
    async write(records) {
      await writer.write({ columnData: sources(records), rowGroupSize: records.length });
      return pieces.take();
    },
    async end() {
      await writer.finish();
      return pieces.take();
    },
  };
}

const text = (name: Exclude<keyof AnswerRecord, 'settings' | 'dedup'>): Column => ({
  name,
  type: 'STRING',
  of: (record) => (record[name] === null ? null : wellFormed(String(record[name]))),
});

const whole = (name: 'run_seed' | 'seed' | 'repeat' | 'attempt' | 'vote' | 'near_duplicates_removed'): Column => ({
  name,
  type: 'INT32',
  of: (record) => record[name],
});

const columns: readonly Column[] = [
  text('input persona'),
  text('synthesized text'),
  text('description'),
  text('answer'),
  text('run'),
  { name: 'date', type: 'TIMESTAMP', of: ({ date }) => (date === null ? null : new Date(date)) },
  text('task'),
  text('shots'),
  text('system'),
  text('template'),
  text('answer_prefix'),
  text('schema'),
  text('model'),
  text('model_name'),
  text('engine'),
  ...columnSettingNames.map((name): Column => ({
    name: `setting_${name}`,
    type: 'DOUBLE',
    of: ({ settings }) => settings[name],
  })),
  whole('run_seed'),
  whole('seed'),
  whole('repeat'),
  whole('attempt'),
  text('finish'),
  whole('vote'),
  text('persona_id'),
  text('shard'),
  text('source'),
  text('licence'),
  whole('near_duplicates_removed'),
  text('near_duplicate_of'),
  { name: 'dedup', type: 'STRING', of: ({ dedup }) => wellFormed(JSON.stringify(dedup)) },
  text('polyphony_run'),
  text('polyphony_cell'),
];

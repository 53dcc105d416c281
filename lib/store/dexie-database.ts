import { Dexie, type DexieOptions, type Table } from 'dexie';
import type { CellId, RunId, ShardId } from '../model/ids.ts';
import type { PackedPart, ShardInfo } from '../model/persona.ts';

/** Only what keys and indexes need; the rest is unknown until an upgrader has read it. */
export interface RunRecord {
  readonly id: RunId;
  readonly createdAt: number;
}
export interface CellRecord {
  readonly id: CellId;
  readonly run: RunId;
}
export interface SettingRecord {
  readonly key: string;
  readonly value: unknown;
}
/** One record: when this database was born, to tell it from a later one of the same name. */
export interface BirthRecord {
  readonly key: 'birth';
  readonly mark: string;
}

/** The database `polyphony`. A change of schema adds a `version(n)` below the others; none is edited. */
export class PolyphonyDatabase extends Dexie {
  readonly runs: Table<RunRecord, RunId>;
  readonly cells: Table<CellRecord, CellId>;
  readonly settings: Table<SettingRecord, string>;
  readonly shards: Table<ShardInfo, ShardId>;
  readonly parts: Table<PackedPart, [ShardId, number]>;
  readonly births: Table<BirthRecord, 'birth'>;

  constructor(options: DexieOptions) {
    super('polyphony', options);
    this.version(1).stores({
      runs: 'id, createdAt',
      cells: 'id, run',
      settings: 'key',
      shards: 'id',
      parts: '[shard+index]',
      births: 'key',
    });
    this.runs = this.table('runs');
    this.cells = this.table('cells');
    this.settings = this.table('settings');
    this.shards = this.table('shards');
    this.parts = this.table('parts');
    this.births = this.table('births');
  }
}

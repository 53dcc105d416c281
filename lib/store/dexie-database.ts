import { Dexie, type DexieOptions, type Table, type Transaction } from 'dexie';
import type { DedupDecision } from '../model/dedup.ts';
import type { ExperimentId, TrialId } from '../model/experiment.ts';
import type { CellId, RunId, ShardId } from '../model/ids.ts';
import type { LabelPart, PackedPart, PersonaSet, Rejection, ShardInfo } from '../model/shard.ts';
import type { ImportJournal, SearchSegment, VectorPack } from './ports.ts';
import { shardFromV1 } from './shards-from-v1.ts';

/** Only what keys and indexes need; the rest is unknown until an upgrader has read it. */
export interface RunRecord {
  readonly id: RunId;
  readonly createdAt: number;
}
export interface CellRecord {
  readonly id: CellId;
  readonly run: RunId;
}
export interface ExperimentRecord {
  readonly id: ExperimentId;
  readonly createdAt: number;
}
export interface TrialRecord {
  readonly id: TrialId;
  readonly experiment: ExperimentId;
  readonly state: string;
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
type InShard = [ShardId, number];

/** The database `polyphony`. A change of schema adds a `version(n)` below the others; none is edited. */
export class PolyphonyDatabase extends Dexie {
  readonly runs: Table<RunRecord, RunId>;
  readonly cells: Table<CellRecord, CellId>;
  readonly settings: Table<SettingRecord, string>;
  readonly shards: Table<ShardInfo, ShardId>;
  readonly parts: Table<PackedPart, InShard>;
  readonly births: Table<BirthRecord, 'birth'>;
  readonly labels: Table<LabelPart, InShard>;
  readonly segments: Table<SearchSegment, InShard>;
  readonly journals: Table<ImportJournal, ShardId>;
  readonly rejections: Table<Rejection, InShard>;
  readonly sets: Table<PersonaSet, string>;
  readonly decisions: Table<DedupDecision, string>;
  readonly answerDecisions: Table<DedupDecision, string>;
  readonly vectors: Table<VectorPack, [string, number]>;
  readonly experiments: Table<ExperimentRecord, ExperimentId>;
  readonly trials: Table<TrialRecord, TrialId>;

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
    this.version(2)
      .stores({
        labels: '[shard+index]',
        segments: '[shard+index]',
        journals: 'shard',
        rejections: '[shard+index]',
        sets: 'id',
      })
      .upgrade(upgradeShards);
    // Decisions of personas and of answers have different writers, so each has a table.
    this.version(3).stores({ decisions: 'id', answerDecisions: 'id', vectors: '[model+index]' });
    // By state, too: lists say how many trials have ended without reading their texts.
    this.version(4).stores({ experiments: 'id, createdAt', trials: 'id, experiment, [experiment+state]' });
    this.runs = this.table('runs');
    this.cells = this.table('cells');
    this.settings = this.table('settings');
    this.shards = this.table('shards');
    this.parts = this.table('parts');
    this.births = this.table('births');
    this.labels = this.table('labels');
    this.segments = this.table('segments');
    this.journals = this.table('journals');
    this.rejections = this.table('rejections');
    this.sets = this.table('sets');
    this.decisions = this.table('decisions');
    this.answerDecisions = this.table('answerDecisions');
    this.vectors = this.table('vectors');
    this.experiments = this.table('experiments');
    this.trials = this.table('trials');
  }
}

/**
 * Shards of version 1: only the starter could be there. One that cannot be read goes, since its file is still at hand;
 * an upgrade that threw would lock the user out of everything else.
 */
async function upgradeShards(transaction: Transaction): Promise<void> {
  const shards = transaction.table<unknown, string>('shards');
  const parts = transaction.table<unknown, [string, number]>('parts');
  for (const id of await shards.toCollection().primaryKeys()) {
    const ofShard = parts.where('[shard+index]').between([id, Dexie.minKey], [id, Dexie.maxKey]);
    const upgraded = shardFromV1(await shards.get(id), await ofShard.toArray(), Date.now());
    await ofShard.delete();
    if (upgraded === null) await shards.delete(id);
    else {
      await parts.bulkPut(upgraded.parts);
      await shards.put(upgraded.info);
    }
  }
}

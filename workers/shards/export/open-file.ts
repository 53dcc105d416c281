import type { DedupDecision } from '../../../lib/model/dedup.ts';
import type { PersonaSet, ShardInfo } from '../../../lib/model/shard.ts';
import type { RowFormat, Scope } from '../../../lib/protocol/shards.ts';
import type { RowFile } from './export-rows.ts';
import { jsonlFile } from './jsonl-file.ts';

interface OpenWorld {
  readonly now: () => number;
  readonly sets: () => Promise<readonly PersonaSet[]>;
}

/**
 * Begins a file of rows. Formats other than JSONL are loaded when they are needed: most visits never write them.
 * @param name what the rows are called, for their data card
 */
export function fileOpener({ now, sets }: OpenWorld, scope: Scope, format: RowFormat, name: string) {
  return async (shards: readonly ShardInfo[], decisions: readonly DedupDecision[]): Promise<RowFile> => {
    switch (format) {
      case 'jsonl':
        return jsonlFile();
      case 'csv': {
        const { csvFile } = await import('./csv-file.ts');
        return csvFile(shards, decisions.length > 0);
      }
      case 'parquet': {
        const { parquetFile } = await import('./parquet-file.ts');
        return parquetFile(shards, decisions);
      }
      case 'card-md':
      case 'card-json': {
        const { cardFile } = await import('./card-file.ts');
        const as = format === 'card-md' ? 'md' : 'json';
        return cardFile(shards, decisions, { name, scope: await scopeWords(scope, sets), at: now(), as });
      }
    }
  };
}

async function scopeWords(scope: Scope, sets: OpenWorld['sets']): Promise<string> {
  switch (scope.kind) {
    case 'shard':
      return 'a whole collection';
    case 'result':
      return 'what a search found';
    case 'rows':
      return 'rows chosen one by one, or drawn as a sample';
    case 'set': {
      const set = (await sets()).find(({ id }) => id === scope.set);
      return `the set “${set?.name ?? ''}”, ${set?.how || 'chosen by hand'}`;
    }
  }
}

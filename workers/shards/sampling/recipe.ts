import type { ShardInfo } from '../../../lib/model/shard.ts';
import type { SampleHow, Scope } from '../../../lib/protocol/shards.ts';

// Of a hash: enough to tell two shards apart by eye.
const HASH_DIGITS = 12;

// Of a decision's id: enough to find it among those listed.
const ID_DIGITS = 8;

/**
 * What to repeat to get the same sample again, for people.
 * @param decisions ids of those whose removed rows were left out
 */
export function recipeOf(
  scope: Scope,
  how: SampleHow,
  seed: number,
  shards: readonly ShardInfo[],
  decisions: readonly string[] = [],
): string {
  const from = shards.map(({ hash, name }) => `${name} (${hash.slice(0, HASH_DIGITS)})`).join(', ');
  const ids = decisions.map((id) => id.slice(0, ID_DIGITS)).join(', ');
  const without =
    ids === '' ? '' : `, without the near-duplicates of decision${decisions.length > 1 ? 's' : ''} ${ids}`;
  return `${way(how)}, seed ${seed}, ${scopeWords[scope.kind]} ${from || 'nothing'}${without}`;
}

const scopeWords: Readonly<Record<Scope['kind'], string>> = {
  shard: 'from',
  result: 'from a search in',
  set: 'from a set of rows of',
  rows: 'from chosen rows of',
};

function way(how: SampleHow): string {
  switch (how.kind) {
    case 'uniform':
      return 'Uniform';
    case 'spread':
      return 'Spread out by words';
    case 'quotas': {
      const shares = Object.entries(how.shares).filter(([, share]) => share > 0);
      return `To quotas of ${how.label} (${shares.map(([value, share]) => `${value} ${round(share)}`).join(', ')})`;
    }
  }
}

function round(share: number): string {
  return String(Number(share.toPrecision(4)));
}

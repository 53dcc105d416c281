import type { PersonasCard } from '../../../lib/export/card.ts';
import { cardText } from '../../../lib/export/card-text.ts';
import { cardDecision } from '../../../lib/export/dedup-words.ts';
import { licenceNotices } from '../../../lib/export/licence-notices.ts';
import { cardMarkdown } from '../../../lib/export/markdown.ts';
import { APP_VERSION } from '../../../lib/model/app-version.ts';
import type { DedupDecision } from '../../../lib/model/dedup.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import { labelNames } from '../../../lib/model/persona.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import type { RowFile } from './export-rows.ts';

/** Values that a card lists of a label; the rest is summed up. */
const SHOWN = 12;

export interface CardHead {
  readonly name: string;
  /** What was chosen, for people. */
  readonly scope: string;
  /** Now, in epoch milliseconds. */
  readonly at: number;
  readonly as: 'md' | 'json';
}

/** The data card of rows: it reads them as another file would, and tells what they are. */
export function cardFile(
  shards: readonly ShardInfo[],
  decisions: readonly DedupDecision[],
  { name, scope, at, as }: CardHead,
): RowFile {
  const rowsOf = new Map<ShardId, number>();
  const labels = labelNames.map((label) => ({ label, counts: new Map<string, number>() }));
  let rows = 0;

  const card = (): PersonasCard => ({
    card: 1,
    kind: 'personas',
    name,
    date: new Date(at).toISOString(),
    app: APP_VERSION,
    notices: licenceNotices(shards),
    rows,
    scope,
    collections: shards.map((info) => ({
      name: info.name,
      source: info.source,
      licence: info.licence,
      hash: info.hash,
      rows: rowsOf.get(info.id) ?? 0,
      held: info.count,
    })),
    labels: labels.map(({ label, counts }) => ({ label, known: sum(counts.values()), values: mostFrequent(counts) })),
    dedup: decisions.map((decision) => cardDecision(decision, 'persona')),
    limits: [
      'Labels come from columns of the source or from the words of the texts; what neither tells is unknown.',
      'Personas describe invented people. They may draw on stereotypes of whoever, or whatever, wrote them.',
    ],
  });

  return {
    type: as === 'md' ? 'text/markdown' : 'application/json',
    write(batch) {
      rows += batch.length;
      for (const row of batch) {
        rowsOf.set(row.shard.id, (rowsOf.get(row.shard.id) ?? 0) + 1);
        for (const { label, counts } of labels) {
          const value = row.labels[label];
          if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
        }
      }
      return '';
    },
    end: () => (as === 'md' ? cardMarkdown(cardText(card())) : `${JSON.stringify(card(), null, 2)}\n`),
  };
}

function sum(counts: Iterable<number>): number {
  return [...counts].reduce((total, count) => total + count, 0);
}

function mostFrequent(counts: ReadonlyMap<string, number>): PersonasCard['labels'][number]['values'] {
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const rest = sum(sorted.slice(SHOWN).map(([, count]) => count));
  const shown = sorted.slice(0, SHOWN).map(([value, rows]) => ({ value, rows }));
  return rest > 0 ? [...shown, { value: 'other', rows: rest }] : shown;
}

import type { ShardId } from '../../../lib/model/ids.ts';
import type { ShardsWorld } from '../ports.ts';

/** Read at once. */
const PAGE = 2000;

/** The rows of a shard's files that were left out, as JSONL: file, line, reason, excerpt. */
export async function rejectionsFile({ store, breathe }: ShardsWorld, id: ShardId): Promise<Blob> {
  const pieces: string[] = [];
  for (let from = 0; ;) {
    const page = await store.rejections(id, from, PAGE);
    for (const { file, line, reason, excerpt } of page) {
      pieces.push(`${JSON.stringify({ file, line, reason, excerpt })}\n`);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return new Blob(pieces, { type: 'application/jsonl' });
    from = last.index + 1;
    await breathe();
  }
}

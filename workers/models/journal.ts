import * as v from 'valibot';
import type { ModelFile } from '../../lib/protocol/models.ts';

/** What a partial file is a part of; written beside it before its first byte, so that its length alone says the rest. */
const Journal = v.object({
  version: v.literal(1),
  url: v.string(),
  bytes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** The published hash, as `algorithm:hex`. */
  hash: v.nullable(v.string()),
  /** The server's mark of this version of the file, where it may be read. */
  etag: v.nullable(v.string()),
});
export type Journal = v.InferOutput<typeof Journal>;

export function journalOf(file: ModelFile, etag: string | null): Journal {
  const hash = file.hash && `${file.hash.algorithm}:${file.hash.hex}`;
  return { version: 1, url: file.url, bytes: file.exact ? file.bytes : null, hash, etag };
}

/** @returns null for damage: the file is then fetched from its start. */
export function parseJournal(text: string): Journal | null {
  try {
    const result = v.safeParse(Journal, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

/**
 * Whether a part may be gone on with: it belongs to the same file, and either a hash will tell at the end or the server's
 * mark will tell at once whether the file has changed.
 */
export function continues(journal: Journal, file: ModelFile): boolean {
  const wanted = journalOf(file, journal.etag);
  if (journal.bytes !== wanted.bytes || journal.hash !== wanted.hash) return false;
  // With a hash the address may change: a branch's new commit still has the same file.
  return journal.hash !== null || (journal.url === wanted.url && strong(journal.etag));
}

/** A weak mark stands for "much the same", which is too little to join two halves by. */
function strong(etag: string | null): boolean {
  return etag !== null && etag !== '' && !etag.startsWith('W/');
}

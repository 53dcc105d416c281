import * as v from 'valibot';
import type { ModelPackage } from '../../lib/protocol/models.ts';

const Bytes = v.pipe(v.number(), v.integer(), v.minValue(0));
const Hash = v.object({ algorithm: v.picklist(['sha256', 'md5', 'git-blob']), hex: v.string() });
const Files = v.array(
  v.object({ url: v.string(), path: v.string(), bytes: v.nullable(Bytes), exact: v.boolean(), hash: v.nullable(Hash) }),
);
const Source = v.variant('kind', [
  v.object({ kind: v.literal('origin'), folder: v.string() }),
  v.object({ kind: v.literal('web-llm'), model: v.string(), library: v.string() }),
  v.object({
    kind: v.literal('hub'),
    repository: v.string(),
    revision: v.string(),
    files: v.array(v.string()),
  }),
  v.object({ kind: v.literal('files'), names: v.array(v.string()) }),
]);

/** What a model's folder holds, written before its first file: files alone do not say what is missing. */
const Record = v.object({
  version: v.literal(1),
  key: v.string(),
  source: Source,
  files: Files,
  totalBytes: v.nullable(Bytes),
});

export function recordText(pack: ModelPackage): string {
  const { key, source, files, totalBytes } = pack;
  return JSON.stringify({ version: 1, key, source, files, totalBytes });
}

/** @returns null for damage, or for what a newer version of the app wrote. */
export function parseRecord(text: string): ModelPackage | null {
  try {
    const result = v.safeParse(Record, JSON.parse(text));
    if (!result.success) return null;
    const { key, source, files, totalBytes } = result.output;
    return { key, source, files, totalBytes };
  } catch {
    return null;
  }
}

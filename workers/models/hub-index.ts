import * as v from 'valibot';
import { badInput } from '../../lib/model/fault.ts';
import type { HubListing, ModelFile } from '../../lib/protocol/models.ts';
import { downloadFailed } from './faults.ts';
import { checkPath } from './paths.ts';
import type { World } from './ports.ts';
import { readJson } from './read-json.ts';

export const HUB = 'https://huggingface.co';

// The hub gives a thousand entries a page; a model with more than ten thousand files is none that a browser runs.
const MAX_PAGES = 10;

const Bytes = v.pipe(v.number(), v.integer(), v.minValue(0));
const Sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const Sha1 = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/));
const Revision = v.object({ sha: Sha1, tags: v.optional(v.array(v.unknown())) });
const FileEntry = v.object({
  type: v.literal('file'),
  path: v.pipe(v.string(), v.minLength(1)),
  size: Bytes,
  oid: v.optional(v.unknown()),
  lfs: v.optional(v.object({ oid: Sha256, size: Bytes })),
});
const OtherEntry = v.object({ type: v.pipe(v.string(), v.notValue('file')) });
const Tree = v.array(v.variant('type', [FileEntry, OtherEntry]));

/** The address of a file at a commit, branch or tag. */
export function hubFileUrl(repository: string, revision: string, path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${HUB}/${repository}/resolve/${encodeURIComponent(revision)}/${encoded}`;
}

/**
 * What a repository holds. The revision is turned into its commit first, so that sizes, hashes and files are of one state
 * whatever is pushed in the meantime.
 * @throws FaultError `download-failed`, `bad-input` for a name that no repository has
 */
export async function readListing(
  world: World,
  repository: string,
  revision: string,
): Promise<HubListing> {
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || repository.split('/').some((part) => /^\.+$/.test(part)))
    throw badInput(`“${repository}” is not the name of a repository: it has the form owner/name.`);
  const api = `${HUB}/api/models/${repository}`;
  const about = await readJson(world, repository, `${api}/revision/${encodeURIComponent(revision)}`);
  const { sha, tags } = take(Revision, about.json, repository);
  const files: ModelFile[] = [];
  let page: string | null = `${api}/tree/${sha}?recursive=true`;
  for (let pages = 0; page !== null; pages++) {
    if (pages === MAX_PAGES) throw downloadFailed(`${repository} has far more files than any model.`);
    const { json, next } = await readJson(world, repository, page);
    for (const entry of take(Tree, json, repository))
      if ('path' in entry) files.push(fileOf(repository, sha, entry));
    page = next;
  }
  return { repository, commit: sha, licence: licenceOf(tags ?? []), files };
}

function fileOf(repository: string, commit: string, entry: v.InferOutput<typeof FileEntry>): ModelFile {
  checkPath(entry.path);
  const url = hubFileUrl(repository, commit, entry.path);
  const { lfs, oid, path } = entry;
  if (lfs) return { url, path, bytes: lfs.size, exact: true, hash: { algorithm: 'sha256', hex: lfs.oid } };
  const blob = v.safeParse(Sha1, oid);
  const hash = blob.success ? ({ algorithm: 'git-blob', hex: blob.output } as const) : null;
  return { url, path, bytes: entry.size, exact: true, hash };
}

function licenceOf(tags: readonly unknown[]): string | null {
  const tag = tags.find((each): each is string => typeof each === 'string' && each.startsWith('license:'));
  return tag?.slice('license:'.length) ?? null;
}

function take<T extends v.GenericSchema>(schema: T, json: unknown, repository: string): v.InferOutput<T> {
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  throw downloadFailed(`The hub’s answer about ${repository} is not one that this app understands.`);
}

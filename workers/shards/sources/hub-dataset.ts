import * as v from 'valibot';
import { badInput, FaultError } from '../../../lib/model/fault.ts';
import { isDatasetName } from '../../../lib/personas/formats/hub-address.ts';
import type { SourceFile } from './ports.ts';
import { remoteFile } from './remote-file.ts';
import { ask, downloadFailed, explained, type Fetch } from './requests.ts';

const HUB = 'https://huggingface.co';

// A page of the hub's list has a thousand files; the largest data sets of personas have some hundred.
const MAX_PAGES = 10;
/** What can hold personas, by its name. Others (cards, pictures, scripts) are left out of the list. */
const DATA = /\.(?:jsonl|ndjson|json|csv|tsv|txt|parquet)(?:\.(?:gz|zst|zstd))?$/i;

const Tree = v.array(
  v.variant('type', [
    v.object({
      type: v.literal('file'),
      path: v.pipe(v.string(), v.minLength(1)),
      size: v.pipe(v.number(), v.integer(), v.minValue(0)),
      lfs: v.optional(v.object({ size: v.pipe(v.number(), v.integer(), v.minValue(0)) })),
    }),
    v.object({ type: v.pipe(v.string(), v.notValue('file')) }),
  ]),
);
const About = v.object({
  tags: v.optional(v.array(v.unknown())),
  cardData: v.optional(
    v.nullable(v.object({ license: v.optional(v.unknown()), pretty_name: v.optional(v.unknown()) })),
  ),
});

export interface DatasetFile {
  readonly path: string;
  readonly bytes: number | null;
}

/** The address of a file at a branch, tag or commit. */
export function hubFileUrl(dataset: string, revision: string, path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${HUB}/datasets/${dataset}/resolve/${encodeURIComponent(revision)}/${encoded}`;
}

/** A file of a data set; its size is asked for. @throws FaultError `download-failed`, `bad-input` */
export function hubFile(
  dataset: string,
  revision: string,
  path: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<SourceFile> {
  checkName(dataset);
  return remoteFile(hubFileUrl(dataset, revision, path), path, null, fetch, signal);
}

/** The data files of a data set, by path. @throws FaultError `download-failed`, `bad-input` for a name that none has */
export async function listHubFiles(
  dataset: string,
  revision: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<readonly DatasetFile[]> {
  checkName(dataset);
  const files: DatasetFile[] = [];
  let page: string | null = `${HUB}/api/datasets/${dataset}/tree/${encodeURIComponent(revision)}?recursive=true`;
  for (let pages = 0; page !== null && pages < MAX_PAGES; pages++) {
    const { json, next } = await askJson(fetch, dataset, page, signal);
    const tree = v.safeParse(Tree, json);
    if (!tree.success) throw downloadFailed(`The hub’s answer about ${dataset} is not one that this app understands.`);
    for (const entry of tree.output) {
      if ('path' in entry && DATA.test(entry.path))
        files.push({ path: entry.path, bytes: entry.lfs?.size ?? entry.size });
    }
    page = next;
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** The licence that a data set's card states; empty when it states none or the hub does not answer. */
export async function hubLicence(dataset: string, fetch: Fetch, signal: AbortSignal): Promise<string> {
  checkName(dataset);
  try {
    const { json } = await askJson(fetch, dataset, `${HUB}/api/datasets/${dataset}`, signal);
    const about = v.safeParse(About, json);
    if (!about.success) return '';
    const { cardData, tags } = about.output;
    const said = [cardData?.license].flat().filter((each) => typeof each === 'string');
    const tag = (tags ?? []).find((each): each is string => typeof each === 'string' && each.startsWith('license:'));
    return (said.join(', ') || tag?.slice('license:'.length)) ?? '';
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof FaultError) return '';
    throw thrown;
  }
}

async function askJson(
  fetch: Fetch,
  dataset: string,
  url: string,
  signal: AbortSignal,
): Promise<{ readonly json: unknown; readonly next: string | null }> {
  try {
    const response = await ask(fetch, dataset, url, {}, signal);
    const json: unknown = await response.json().catch(() => null);
    return { json, next: nextPage(response, url) };
  } catch (thrown) {
    throw explained(thrown, dataset);
  }
}

/** The hub names the next page in a header; one elsewhere is not a page of this list. */
function nextPage(response: Response, url: string): string | null {
  const link = /<([^>]+)>\s*;\s*rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1];
  if (link === undefined || !URL.canParse(link, url)) return null;
  const next = new URL(link, url);
  return next.origin === new URL(url).origin ? next.href : null;
}

function checkName(dataset: string): void {
  if (!isDatasetName(dataset))
    throw badInput(`“${dataset}” is not the name of a data set: it has the form owner/name.`);
}

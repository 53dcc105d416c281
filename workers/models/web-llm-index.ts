import * as v from 'valibot';
import { badInput, fault, FaultError } from '../../lib/model/fault.ts';
import type { ModelFile } from '../../lib/protocol/models.ts';
import { CONFIG_FILE, INDEX_FILE, tokenizerFile, weightsFolder } from '../engines/web-llm/cache-keys.ts';
import { downloadFailed } from './faults.ts';
import { HUB, readListing } from './hub-index.ts';
import { checkPath } from './paths.ts';
import { LIBRARY_FOLDER } from './places.ts';
import type { World } from './ports.ts';
import { type JsonAnswer, readJson, readSize } from './read-json.ts';

/** Older models have their index under this name alone; it is kept under the name that WebLLM asks for. */
const OLD_INDEX_FILE = 'ndarray-cache.json';

const Shard = v.object({
  dataPath: v.pipe(v.string(), v.minLength(1)),
  nbytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  md5sum: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/i))),
});
const Index = v.object({ records: v.pipe(v.array(Shard), v.minLength(1)) });
const Config = v.object({ tokenizer_files: v.array(v.string()) });

/** The addresses of one model's folder, and what is known of its files beside the index. */
interface Folder {
  readonly base: string;
  /** By path; empty for a folder that no hub lists. */
  readonly listed: ReadonlyMap<string, ModelFile>;
}

/** Settings, index, weights, tokenizer and compiled library of a model in WebLLM's layout. */
export async function webLlmFiles(
  world: World,
  source: { readonly model: string; readonly library: string },
): Promise<ModelFile[]> {
  if (!URL.canParse(source.model) || !URL.canParse(source.library))
    throw badInput('A model’s addresses must be complete, with https:// in front.');
  const folder = await openFolder(world, weightsFolder(source.model));
  const { base, listed } = folder;
  const config = await readJson(world, CONFIG_FILE, base + CONFIG_FILE);
  const { name, answer } = await readIndex(world, folder);
  const tokenizer = tokenizerFile(take(Config, config.json, CONFIG_FILE).tokenizer_files);
  if (!tokenizer)
    throw new FaultError(fault('model-unsupported', 'The model’s tokenizer is of a kind that WebLLM cannot read.'));
  const small = (path: string, file: string, bytes: number): ModelFile =>
    renamed(listed.get(file), path) ?? { url: base + file, path, bytes, exact: true, hash: null };
  return [
    small(CONFIG_FILE, CONFIG_FILE, config.bytes),
    small(INDEX_FILE, name, answer.bytes),
    ...shards(folder, take(Index, answer.json, name).records),
    listed.get(tokenizer) ?? (await measured(world, tokenizer, base + tokenizer)),
    await library(world, source.library),
  ];
}

async function openFolder(world: World, folder: string): Promise<Folder> {
  const [, repository, revision] = /^([^/]+\/[^/]+)\/resolve\/([^/]+)\/$/.exec(folder.replace(`${HUB}/`, '')) ?? [];
  if (!folder.startsWith(`${HUB}/`) || !repository || !revision) return { base: folder, listed: new Map() };
  const { commit, files } = await readListing(world, repository, decodeURIComponent(revision));
  return { base: `${HUB}/${repository}/resolve/${commit}/`, listed: new Map(files.map((file) => [file.path, file])) };
}

async function readIndex(
  world: World,
  { base, listed }: Folder,
): Promise<{ readonly name: string; readonly answer: JsonAnswer }> {
  const read = async (name: string) => ({ name, answer: await readJson(world, name, base + name) });
  if (listed.size > 0) return read(listed.has(INDEX_FILE) ? INDEX_FILE : OLD_INDEX_FILE);
  return read(INDEX_FILE).catch(() => read(OLD_INDEX_FILE));
}

function shards({ base, listed }: Folder, records: v.InferOutput<typeof Index>['records']): ModelFile[] {
  const paths = new Set(records.map((record) => record.dataPath));
  if (paths.size < records.length) throw downloadFailed('The model’s index names a file twice.');
  return records.map(({ dataPath: path, nbytes, md5sum }) => {
    checkPath(path);
    const known = listed.get(path);
    if (known && known.bytes !== nbytes)
      throw downloadFailed(`The model’s index and the hub differ about the size of ${path}.`);
    const hash = md5sum === undefined ? null : ({ algorithm: 'md5', hex: md5sum.toLowerCase() } as const);
    // The hub's SHA-256 says more than the index's MD5.
    return known?.hash ? known : { url: base + path, path, bytes: nbytes, exact: true, hash };
  });
}

async function library(world: World, url: string): Promise<ModelFile> {
  const name = new URL(url).pathname.split('/').pop() ?? '';
  return { ...(await measured(world, name, url)), path: `${LIBRARY_FOLDER}${name || 'library.wasm'}` };
}

/** A file that no index lists: its size is what the server's header says. */
async function measured(world: World, path: string, url: string): Promise<ModelFile> {
  return { url, path, bytes: await readSize(world, path, url), exact: false, hash: null };
}

function renamed(file: ModelFile | undefined, path: string): ModelFile | null {
  return file ? { ...file, path } : null;
}

function take<T extends v.GenericSchema>(schema: T, json: unknown, name: string): v.InferOutput<T> {
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const where = v.getDotPath(result.issues[0]) ?? 'the top';
  throw downloadFailed(`${name} is not what WebLLM’s models have there, at ${where}.`);
}

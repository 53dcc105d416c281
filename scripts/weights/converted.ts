import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertWeights, type Layout } from '../../lib/decoding/convert.ts';
import { readGguf, type Gguf } from '../../lib/decoding/gguf.ts';
import { sha256, sha256File } from '../kit/stamp.mjs';
import { megabytes, progress } from '../kit/terminal.mjs';
import type { FileEntry, Weights } from './manifest.ts';
import { pruneConversions } from './prune.ts';

/** Static hosts and caches often refuse larger files; a broken download costs at most this. */
export const PART_BYTES = 33_554_432;
const PREFIX = 'smollm2-135m-';
const INDEX = 'index.json';

/** Cuts bytes into parts of at most `limit`, named in order; views, nothing is copied. */
export function split(bytes: Uint8Array, limit = PART_BYTES): { name: string; data: Uint8Array }[] {
  const parts = [];
  for (let at = 0; at < bytes.byteLength; at += limit)
    parts.push({
      name: `weights.${String(parts.length).padStart(3, '0')}.bin`,
      data: bytes.subarray(at, at + limit),
    });
  return parts;
}

/** The file's own tokenizer, in the little JSON that the app's tokenizer is made of. */
export function tokenizerJson(metadata: Gguf['metadata']): string {
  const list = (key: string): readonly unknown[] => {
    const value = metadata.get(`tokenizer.ggml.${key}`);
    if (!Array.isArray(value) || value.length === 0) throw new Error(`The GGUF file has no list of ${key}.`);
    return value;
  };
  const [tokens, merges, types] = [list('tokens'), list('merges'), list('token_type')];
  if (types.length !== tokens.length) throw new Error('The GGUF file has not one type for each token.');
  return JSON.stringify({ version: 1, tokens, merges, types });
}

export interface Converted extends Weights {
  readonly folder: string;
}

/** The converted weights in the cache, verified; null when they are not there or damaged. */
export function openConverted(cache: string, key: string, say: (line: string) => void): Converted | null {
  const folder = join(cache, PREFIX + key);
  let weights: Weights;
  try {
    weights = JSON.parse(readFileSync(join(folder, INDEX), 'utf8')) as Weights;
  } catch {
    return null;
  }
  for (const { path, bytes, sha256: hash } of [weights.tokenizer, ...weights.parts]) {
    const file = join(folder, path);
    if (statSync(file, { throwIfNoEntry: false })?.size === bytes && sha256File(file) === hash) continue;
    say(`The cached file ${file} is damaged; it is made anew.`);
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
  // Says when these were last of use, see `pruneConversions`.
  utimesSync(join(folder, INDEX), new Date(), new Date());
  return { ...weights, folder };
}

/** Converts the GGUF and leaves parts, tokenizer and an index in the cache, all of them or nothing. */
export function convertInto(
  cache: string,
  key: string,
  ggufPath: string,
  layoutJson: string,
  say: (line: string) => void,
): Converted {
  const layout = JSON.parse(layoutJson) as Layout;
  say('Converting the weights; this takes a few seconds ...');
  const gguf = readGguf(readFileSync(ggufPath));
  // Over in seconds: worth a bar, not ten lines of a log.
  const shown = progress('Converted', layout.bytes, process.stderr.isTTY ? {} : { stream: { write: () => true } });
  const bytes = convertWeights(gguf, layout, (done) => shown.at(done));
  shown.end();
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'making-'));
  try {
    const write = (name: string, data: Uint8Array): FileEntry => {
      writeFileSync(join(fresh, name), data);
      return { path: name, bytes: data.byteLength, sha256: sha256(data) };
    };
    const parts = split(bytes).map(({ name, data }) => write(name, data));
    const tokenizer = write('tokenizer.json', Buffer.from(tokenizerJson(gguf.metadata)));
    const weights: Weights = { bytes: bytes.byteLength, tokenizer, parts };
    writeFileSync(join(fresh, INDEX), JSON.stringify(weights));
    const folder = join(cache, PREFIX + key);
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
    pruneConversions(cache, PREFIX, INDEX, PREFIX + key);
    say(`Converted the weights: ${megabytes(weights.bytes)} in ${parts.length} parts.`);
    return { ...weights, folder };
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

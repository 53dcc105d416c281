import { travelling } from '../export/travelling.ts';
import { FaultError } from '../model/fault.ts';
import type { KeptRun, SharedFile } from '../model/share.ts';
import { corrupt, newer, tooLarge } from './faults.ts';
import { FILE_BOUNDS, MAX_FILE_BYTES, MAX_FILE_PLAIN_BYTES, MAX_FILE_RUNS } from './limits.ts';
import { parseJson } from './parse-json.ts';
import { packed, unpacked } from './streams.ts';
import { playgroundOfFile } from './versions.ts';

/** Of the envelope; what is in it carries versions of its own. */
const FILE_VERSION = 1;

/** Takes a run from outside apart, older ones to today's shape; null for anything else (`readKeptRun` of the store). */
export type ReadRun = (value: unknown) => KeptRun | null;

/**
 * A `.polyphony` file: gzip around `{"polyphony": 1, "kind": "playground" | "runs", …}`. Runs go with all they hold, but
 * without ids of servers and what these said.
 * @throws FaultError `share-too-large` for what would not be opened again
 */
export async function packFile(file: SharedFile): Promise<Uint8Array<ArrayBuffer>> {
  const { kind } = file;
  const content = kind === 'runs' ? { runs: file.runs.map(travelling) } : { playground: file.playground };
  const plain = new TextEncoder().encode(JSON.stringify({ polyphony: FILE_VERSION, kind, ...content }));
  const bytes = await packed(plain, 'gzip');
  const tooMany = kind === 'runs' && file.runs.length > MAX_FILE_RUNS;
  if (tooMany || plain.length > MAX_FILE_PLAIN_BYTES || bytes.length > MAX_FILE_BYTES)
    throw tooLarge('Too much for one file: choose fewer runs.');
  return bytes;
}

/** Whether the bytes begin like such a file, packed or (as some downloads arrive) unpacked. */
export function startsLikeFile(bytes: Uint8Array<ArrayBuffer>): boolean {
  if (isGzip(bytes)) return true;
  return /^\s*\{\s*"polyphony"\s*:/.test(new TextDecoder().decode(bytes.subarray(0, 64)));
}

/**
 * Takes a file apart: 8 MiB at most, 64 MiB of JSON counted while it comes out.
 * @throws FaultError `share-corrupt`, `share-newer`, `share-too-large`
 */
export async function unpackFile(bytes: Uint8Array<ArrayBuffer>, readRun: ReadRun): Promise<SharedFile> {
  const plain = isGzip(bytes) ? await inflated(bytes) : bytes;
  if (plain.length > MAX_FILE_PLAIN_BYTES) throw tooLarge('This file is too large to be read.');
  const { polyphony, kind, ...content } = objectOf(parseJson(plain, FILE_BOUNDS, 'file'));
  if (typeof polyphony !== 'number' || !Number.isSafeInteger(polyphony) || polyphony < 1) throw corrupt('file');
  if (polyphony > FILE_VERSION) throw newer('file', polyphony, FILE_VERSION);
  if (kind === 'playground') {
    return { kind, playground: playgroundOfFile(only(content, 'playground')) };
  }
  if (kind === 'runs') return { kind, runs: runsOf(only(content, 'runs'), readRun) };
  if (kind === 'experiment') throw corrupt('file', 'it is a report; it opens on the Experiment screen');
  throw corrupt('file', 'it holds neither a playground nor runs');
}

function runsOf(value: unknown, readRun: ReadRun): readonly KeptRun[] {
  if (!Array.isArray(value) || value.length === 0) throw corrupt('file', 'there is no run in it');
  if (value.length > MAX_FILE_RUNS) throw tooLarge('There are too many runs in this file.');
  return value.map((one: unknown, i) => {
    const run = readRun(one);
    if (run) return run;
    throw corrupt('file', `its run ${i + 1} is damaged, or of a newer Polyphony`);
  });
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw corrupt('file');
  return { ...value };
}

/** The one entry that there may be. */
function only(content: Readonly<Record<string, unknown>>, key: string): unknown {
  if (!Object.hasOwn(content, key) || Object.keys(content).length !== 1)
    throw corrupt('file', 'it holds more or less than it says');
  return content[key];
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes.length > MAX_FILE_BYTES) throw tooLarge('This file is too large to be read.');
  try {
    return await unpacked(bytes, 'gzip', (count) => {
      if (count > MAX_FILE_PLAIN_BYTES) throw tooLarge('This file unpacks to more than a file may hold.');
    });
  } catch (thrown) {
    throw thrown instanceof FaultError ? thrown : corrupt('file');
  }
}

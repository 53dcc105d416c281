import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { principalAxes, project } from '../../lib/dedup/cosine-axes.ts';
import { packStaticVectors } from '../../lib/embedding/static-vectors.ts';
import { readWordPiece } from '../../lib/embedding/wordpiece-file.ts';
import { createRandom } from '../../lib/sampling/random.ts';
import { projectRoot } from '../kit/process.mjs';
import { hashTree, sha256, sha256File } from '../kit/stamp.mjs';
import { withLock } from './lock.ts';
import type { MinilmPaths } from './minilm.ts';

/** Numbers in a vector of the encoder. */
const WHOLE = 384;
/**
 * Numbers kept of each token, along the axes that hold most. Measured with the map that a comparison fits on its own
 * texts: at 128 five times as many texts are proposed for the same recall; all 384 would be half as much again to download.
 */
export const STATIC_DIMENSIONS = 256;
/** Tokens a call: three numbers of each, so this is no memory to speak of. */
const BATCH = 128;
/**
 * Before the characters come marks for the model alone. Behind them words stand by how often they were met, the most
 * common first, so that the logarithm of the place is about how much a token says (Zipf). Measured with a fitted map this
 * proposed half as many texts for the same recall as weights by SIF (Arora, Liang and Ma 2017), which hardly let common words count.
 */
const FIRST_CHARACTER = 999;
const UNKNOWN_PLACE = 1000;
const SEED = 1;
/** Vectors that the axes are computed from. */
const SAMPLE = 6000;

type Say = (line: string) => void;

/** How much a token counts: 0 for what no text says, about 7 for "the", 10 for the rarest words. */
export function tokenWeight(token: number, unknown: number): number {
  // Texts in scripts that the model does not know are nearly nothing but this token.
  if (token === unknown) return Math.log1p(UNKNOWN_PLACE);
  return token < FIRST_CHARACTER ? 0 : Math.log1p(token - FIRST_CHARACTER + 1);
}

/**
 * The static vectors of the encoder's tokens, in the folder of its files: from there, or made in a minute or two by
 * running the encoder over its vocabulary.
 * @returns the path of the file
 */
export async function obtainStaticVectors(from: MinilmPaths, say: Say): Promise<string> {
  const code = hashTree(projectRoot, [
    'scripts/weights/static-vectors.ts',
    'lib/embedding/static-vectors.ts',
    'lib/dedup/cosine-axes.ts',
  ]);
  const key = sha256([sha256File(from.model), sha256File(from.tokenizer), code].join()).slice(0, 16);
  const folder = dirname(from.model);
  const path = join(folder, `static-${key}.bin`);
  const there = () => statSync(path, { throwIfNoEntry: false }) !== undefined;
  if (there()) return path;
  const onWait = () => say('Another run is making the static token vectors; waiting for it ...');
  return withLock(folder, onWait, async () => {
    if (there()) return path;
    say('Running the sentence encoder over its vocabulary; this takes a minute or two ...');
    const file = await makeStaticVectors(from);
    mkdirSync(folder, { recursive: true });
    const fresh = `${path}.${process.pid}.tmp`;
    try {
      writeFileSync(fresh, file);
      renameSync(fresh, path);
    } finally {
      rmSync(fresh, { force: true });
    }
    return path;
  });
}

/** The whole file; see `StaticVectors`. */
export async function makeStaticVectors({ model, tokenizer }: MinilmPaths): Promise<Uint8Array<ArrayBuffer>> {
  const { size, start, end, unknown } = readWordPiece(JSON.parse(readFileSync(tokenizer, 'utf8')));
  const vectors = await encodeTokens(model, size, start, end);
  // The mean says what all tokens share, which tells no two of them apart.
  const mean = new Float64Array(WHOLE);
  for (let i = FIRST_CHARACTER * WHOLE; i < vectors.length; i += 1)
    mean[i % WHOLE] = (mean[i % WHOLE] ?? 0) + (vectors[i] ?? 0) / (size - FIRST_CHARACTER);
  for (let i = 0; i < vectors.length; i += 1) vectors[i] = (vectors[i] ?? 0) - (mean[i % WHOLE] ?? 0);
  const words = Uint32Array.from({ length: size - FIRST_CHARACTER }, (_, i) => FIRST_CHARACTER + i);
  const axes = principalAxes(vectors, WHOLE, words, STATIC_DIMENSIONS, createRandom(SEED), SAMPLE);
  const table = new Float32Array(size * STATIC_DIMENSIONS);
  for (let token = 0; token < size; token += 1) {
    const row = table.subarray(token * STATIC_DIMENSIONS, (token + 1) * STATIC_DIMENSIONS);
    project(vectors, token * WHOLE, axes, WHOLE, row);
    const weight = tokenWeight(token, unknown);
    for (let d = 0; d < row.length; d += 1) row[d] = (row[d] ?? 0) * weight;
  }
  return packStaticVectors(table, STATIC_DIMENSIONS);
}

/** The encoder's vector of each token alone: the mean over [CLS], the token and [SEP]. */
async function encodeTokens(
  model: string,
  size: number,
  start: number,
  end: number,
): Promise<Float32Array<ArrayBuffer>> {
  // The threads of this build do not start in Node.
  env.wasm.numThreads = 1;
  const session = await InferenceSession.create(new Uint8Array(readFileSync(model)), { executionProviders: ['wasm'] });
  try {
    const vectors = new Float32Array(size * WHOLE);
    for (let first = 0; first < size; first += BATCH) {
      const rows = Math.min(BATCH, size - first);
      const cells = rows * 3;
      const tensor = (value: (cell: number) => number) =>
        new Tensor(
          'int64',
          BigInt64Array.from({ length: cells }, (_, i) => BigInt(value(i))),
          [rows, 3],
        );
      const { last_hidden_state: hidden } = await session.run({
        input_ids: tensor((i) => [start, first + Math.floor(i / 3), end][i % 3] ?? 0),
        attention_mask: tensor(() => 1),
        token_type_ids: tensor(() => 0),
      });
      if (!(hidden?.data instanceof Float32Array)) throw new Error('The sentence encoder gave no hidden state.');
      for (let i = 0; i < hidden.data.length; i += 1) {
        const at = (first + Math.floor(i / (3 * WHOLE))) * WHOLE + (i % WHOLE);
        vectors[at] = (vectors[at] ?? 0) + (hidden.data[i] ?? 0) / 3;
      }
    }
    return vectors;
  } finally {
    await session.release();
  }
}

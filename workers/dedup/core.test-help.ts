import { fault } from '../../lib/model/fault.ts';
import type { CellId, ShardId } from '../../lib/model/ids.ts';
import type { DedupAsk, DedupProgress, DedupTexts } from '../../lib/protocol/dedup.ts';
import type { EmbedPort, Vectors } from '../../lib/protocol/embed.ts';
import { FaultError } from '../../lib/model/fault.ts';
import { createMemoryStores } from '../../lib/store/memory.ts';
import { servePort } from '../serve.ts';
import { packedShard } from '../shards/core.test-help.ts';
import { createDedupCore } from './core.ts';
import { wordJoins } from './joins.ts';
import type { DedupWorld, Joins } from './ports.ts';

export const exact: DedupAsk = { method: { kind: 'exact', tokens: { kind: 'words', size: 1 } }, floor: 0.5 };
export const semantic: DedupAsk = { method: { kind: 'semantic', model: 'm', fast: false }, floor: 0.5 };

export const answers = (texts: readonly string[], votes: readonly number[] = texts.map(() => 0)): DedupTexts => ({
  kind: 'answers',
  cells: texts.map((_, i) => `run/0/${i}/0` as CellId),
  texts,
  votes,
});

/** Compares all with all: enough for a few texts. */
export const plainJoins: Joins = {
  ...wordJoins,
  async semantic(texts, encoders, { threshold }, { embedding, joining }) {
    const { dimensions } = encoders.full;
    const vectors = await encoders.full.embed(texts, embedding.signal);
    embedding.progress(texts.length, texts.length);
    const found: (readonly [number, number, number])[] = [];
    for (let a = 0; a < texts.length; a += 1) {
      for (let b = a + 1; b < texts.length; b += 1) {
        const similarity = dot(vectors, dimensions, a, b);
        if (similarity >= threshold) found.push([a, b, similarity]);
      }
    }
    joining.progress(texts.length, texts.length);
    const pairs = {
      a: Uint32Array.from(found, ([a]) => a),
      b: Uint32Array.from(found, ([, b]) => b),
      similarity: Float32Array.from(found, ([, , similarity]) => similarity),
    };
    return { pairs, recall: null };
  },
  async semanticSimilarities(texts, { full }, signal) {
    const vectors = await full.embed(texts, signal);
    return Float32Array.from({ length: texts.length / 2 }, (_, i) => dot(vectors, full.dimensions, 2 * i, 2 * i + 1));
  },
};

const dot = (vectors: Float32Array, dimensions: number, a: number, b: number) =>
  Array.from({ length: dimensions }, (_, d) => d).reduce(
    (sum, d) => sum + (vectors[a * dimensions + d] ?? 0) * (vectors[b * dimensions + d] ?? 0),
    0,
  );

/** A core over a store in memory with one shard of these texts. */
export async function openCore(personas: readonly string[] = [], part: Partial<DedupWorld> = {}, joins = plainJoins) {
  const { shards } = createMemoryStores();
  const held = await packedShard(
    'a',
    personas.map((text) => ({ text, attributes: [] })),
  );
  await shards.putShard(held.info, held.parts);
  const progress: DedupProgress[] = [];
  const world: DedupWorld = {
    openShards: () => Promise.resolve(shards),
    emit: (event) => void progress.push(event.progress),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    now: () => performance.now(),
    ...part,
  };
  const core = createDedupCore(world, joins);
  return { core, shards, progress, info: held.info };
}

export const rows = (...at: number[]): DedupTexts => ({
  kind: 'personas',
  shards: ['a' as ShardId],
  rows: [Uint32Array.from(at)],
});

/** An encoder whose vectors are the counts of a text's first letters of words; `held` answers only when it is let go. */
export function letterEncoder(
  held: { letGo: Promise<void>; cancelled: string[]; asked?: number; fails?: boolean } | null = null,
) {
  const letters = 27;
  const embed = async (call: string, texts: readonly string[]) => {
    if (held) held.asked = (held.asked ?? 0) + 1;
    await held?.letGo;
    if (held?.fails) return { ok: false as const, fault: fault('model-missing', 'No encoder.') };
    if (held?.cancelled.includes(call)) return { ok: false as const, fault: fault('cancelled', 'Cancelled.') };
    const vectors = new Float32Array(texts.length * letters);
    for (const [i, text] of texts.entries()) {
      for (const word of text.toLowerCase().split(/\s+/)) {
        const d = i * letters + Math.max(0, Math.min(26, word.charCodeAt(0) - 97));
        if (word !== '') vectors[d] = (vectors[d] ?? 0) + 1;
      }
      const own = vectors.subarray(i * letters, (i + 1) * letters);
      const length = Math.hypot(...own) || 1;
      for (let d = 0; d < letters; d += 1) own[d] = (own[d] ?? 0) / length;
    }
    const value: Vectors = {
      dimensions: letters,
      vectors,
      cut: texts.filter((text) => text.length > 60).length,
      held: 0,
    };
    return { ok: true as const, value };
  };
  const port: EmbedPort = {
    load: () =>
      Promise.resolve({
        ok: true,
        value: {
          model: 'letters',
          dimensions: letters,
          staticDimensions: letters,
          maxTokens: 12,
          runsOn: 'nothing',
        },
      }),
    embed,
    embedStatic: embed,
    cancel: (call) => Promise.resolve(void held?.cancelled.push(call)),
  };
  const { port1, port2 } = new MessageChannel();
  servePort(port, port1);
  return port2;
}

export function valueOf<T>(outcome: { ok: true; value: T } | { ok: false; fault: ReturnType<typeof fault> }): T {
  if (!outcome.ok) throw new FaultError(outcome.fault);
  return outcome.value;
}

export const codeOf = (outcome: { ok: boolean; fault?: { code: string } }) => (outcome.ok ? 'ok' : outcome.fault?.code);

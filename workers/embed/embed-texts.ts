import { makeBatches } from '../../lib/embedding/batches.ts';
import { packHalves } from '../../lib/embedding/float16.ts';
import { normalisePersona, personaId } from '../../lib/personas/normalise.ts';
import type { Vectors } from '../../lib/protocol/embed.ts';
import type { CoreEncoder } from './core-encoder.ts';
import { fromHalves, type PackShelf } from './pack-shelf.ts';
import type { Turns } from './turns.ts';

interface EmbedContext {
  readonly encoder: CoreEncoder;
  readonly shelf: PackShelf;
  readonly turns: Turns;
  readonly breathe: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** Texts between two looks at the messages while ids and tokens are made: some ten milliseconds. */
const STEP = 500;
/** [CLS] and [SEP]: a text of these alone has no token of its own. */
const FRAME = 2;

/** A text that is to be computed, with everyone who asked for it. */
interface Asked {
  readonly id: string;
  readonly ids: Uint32Array<ArrayBuffer>;
  readonly for: number[];
}

/**
 * Vectors of texts: from what is kept, else by the encoder, each different text once. Whether computed or kept, a
 * vector went through half precision, so that the same text always has the same one.
 */
export async function embedTexts(texts: readonly string[], context: EmbedContext): Promise<Vectors> {
  const { encoder, shelf, signal } = context;
  const { dimensions } = encoder.info;
  const vectors = new Float32Array(texts.length * dimensions);
  const { asked, cut } = await prepare(texts, context);
  const kept: { id: string; place: number; asked: Asked }[] = [];
  for (const one of asked) {
    const place = shelf.placeOf(one.id);
    if (place !== null) kept.push({ id: one.id, place, asked: one });
  }
  const found = new Set<Asked>();
  await shelf.read(kept, (i, halves, from) => {
    const one = kept[i]?.asked;
    if (!one) return;
    found.add(one);
    for (const text of one.for) fromHalves(halves, from, dimensions, vectors, text * dimensions);
  });
  signal.throwIfAborted();
  const held = Array.from(found).reduce((sum, one) => sum + one.for.length, 0);
  await compute(
    asked.filter((one) => !found.has(one)),
    vectors,
    context,
  );
  return { dimensions, vectors, cut, held };
}

async function prepare(texts: readonly string[], { encoder, breathe, signal }: EmbedContext) {
  const byId = new Map<string, Asked>();
  let cut = 0;
  for (const [i, given] of texts.entries()) {
    // What the id is made of, so that each spelling of it gives the same vector.
    const text = normalisePersona(given);
    const id = personaId(text);
    const encoded = encoder.encode(text);
    if (encoded.cut) cut += 1;
    const known = byId.get(id);
    if (known) known.for.push(i);
    else if (encoded.ids.length > FRAME) byId.set(id, { id, ids: encoded.ids, for: [i] });
    if (i % STEP !== STEP - 1) continue;
    await breathe();
    signal.throwIfAborted();
  }
  return { asked: Array.from(byId.values()), cut };
}

async function compute(asked: readonly Asked[], vectors: Float32Array, context: EmbedContext): Promise<void> {
  const { encoder, shelf, turns, breathe, signal } = context;
  const { dimensions } = encoder.info;
  const lengths = Uint32Array.from(asked, ({ ids }) => ids.length);
  const halves = new Uint16Array(dimensions);
  try {
    for (const batch of makeBatches(lengths, encoder.batchTokens)) {
      const members = Array.from(batch, (i) => asked[i]).filter((one) => one !== undefined);
      const states = new Float32Array(members.length * dimensions);
      // Other calls have their batches in between: a short one does not wait for a long one's end.
      await turns.take(async () => {
        signal.throwIfAborted();
        const run = members.map(({ ids }) => ids);
        await encoder.run(run, states, 0);
        for (const [i, one] of members.entries()) {
          packHalves(states.subarray(i * dimensions, (i + 1) * dimensions), halves, 0);
          for (const text of one.for) fromHalves(halves, 0, dimensions, vectors, text * dimensions);
          await shelf.add(one.id, halves);
        }
      });
      await breathe();
      signal.throwIfAborted();
    }
  } finally {
    // What was computed before a call was cancelled is kept, too.
    if (asked.length > 0) await turns.take(() => shelf.flush());
  }
}

import { type CatalogueEntry, type DeviceFacts, modelKey, type ModelKey } from '../model/catalogue.ts';
import { fits } from './fits.ts';
import { parametersText, rateText, sizeText } from './words.ts';

/** What a measurement on this device told; tokens a second of all rows together, null where the engine counts none. */
export interface Measured {
  readonly tokensPerSecond: number | null;
}

export interface Recommendation {
  readonly key: ModelKey;
  /** In a sentence or two, with the size of what would be fetched. */
  readonly why: string;
}

/** Below this a reader waits for each line; four columns of a hundred tokens take half a minute. */
const FLUENT = 15;
/** A proposal is no larger than this to fetch: a quarter of an hour at 25 Mbit/s. */
const MOST_BYTES = 3e9;
/** Above this many parameters nothing is proposed: most laptops answer too slowly. */
const MOST_PARAMETERS = 4.2e9;
/** Builds that write something else than plain answers (code, thoughts, vectors), have little context, or are remakes. */
const special = /coder|math|vision|embed|\bbase\b|reasoning|distill|-1k\b|jpn|redpajama|hermes/i;
/** Tuned to follow a task; a base model goes on with the text instead. */
const instructed = /instruct|chat|-it\b|qwen3/i;

/**
 * The model to propose on this device; nothing is chosen or fetched by it. What was measured here beats any guess: of
 * the models that answer fluently, the one with the most parameters. Before that, the embedded model on the processor,
 * or, with a real graphics adapter, the largest ordinary one that fits with ease.
 */
export function recommend(
  entries: readonly CatalogueEntry[],
  device: DeviceFacts | null,
  benchmarks: ReadonlyMap<ModelKey, Measured>,
): Recommendation | null {
  const measured = bestMeasured(entries, benchmarks);
  const embedded = bestEmbedded(entries, benchmarks);
  const larger = device ? largerOnGpu(entries, device, benchmarks) : null;
  const known = measured ?? embedded;
  // A measured larger model needs no proposal of another; a measured embedded one still leaves room for it.
  if (measured && measured.entry.origin !== 'built-in') return recommendation(measured);
  const best = larger ?? known;
  return best && recommendation(best);
}

interface Candidate {
  readonly entry: CatalogueEntry;
  readonly why: string;
}

function recommendation({ entry, why }: Candidate): Recommendation {
  return { key: modelKey(entry.choice), why };
}

function speedOf(entry: CatalogueEntry, benchmarks: ReadonlyMap<ModelKey, Measured>): number | null {
  return benchmarks.get(modelKey(entry.choice))?.tokensPerSecond ?? null;
}

/** Of the fluent ones the one with the most parameters, then the fastest. */
function bestMeasured(
  entries: readonly CatalogueEntry[],
  benchmarks: ReadonlyMap<ModelKey, Measured>,
): Candidate | null {
  const fluent = entries
    .map((entry) => ({ entry, speed: speedOf(entry, benchmarks) ?? 0 }))
    .filter(({ speed }) => speed >= FLUENT)
    .sort((a, b) => (b.entry.parameters ?? 0) - (a.entry.parameters ?? 0) || b.speed - a.speed);
  const [best] = fluent;
  if (!best) return null;
  const rivals = fluent.length > 1 ? `, the best of ${fluent.length} measured that answer fluently` : '';
  return { entry: best.entry, why: `It wrote ${rateText(best.speed)} when measured here${rivals}.` };
}

/** The embedded weights on the engine that was measured faster; unmeasured, on the processor, which every device has. */
function bestEmbedded(
  entries: readonly CatalogueEntry[],
  benchmarks: ReadonlyMap<ModelKey, Measured>,
): Candidate | null {
  const embedded = entries.filter((entry) => entry.source.kind === 'origin' || entry.origin === 'built-in');
  const onProcessor = embedded.find((entry) => entry.choice.engine === 'chorus');
  const fastest = embedded
    .map((entry) => ({ entry, speed: speedOf(entry, benchmarks) ?? 0 }))
    .filter(({ speed }) => speed > 0)
    .sort((a, b) => b.speed - a.speed)[0];
  if (fastest) return { entry: fastest.entry, why: `It wrote ${rateText(fastest.speed)} when measured here.` };
  const entry = onProcessor ?? embedded[0];
  if (!entry) return null;
  return { entry, why: 'It comes with the app, runs on any device and writes all columns at once.' };
}

/** The largest ordinary model that surely fits and has not shown itself slow; null without a real graphics adapter. */
function largerOnGpu(
  entries: readonly CatalogueEntry[],
  device: DeviceFacts,
  benchmarks: ReadonlyMap<ModelKey, Measured>,
): Candidate | null {
  if (!device.gpu || device.gpu.software) return null;
  const limit = slowFrom(entries, benchmarks);
  const [entry] = entries
    .filter((candidate) => isOrdinary(candidate) && isEasy(candidate, device, limit))
    .sort(
      (a, b) =>
        (b.parameters ?? 0) - (a.parameters ?? 0) ||
        (a.memoryBytes ?? 0) - (b.memoryBytes ?? 0) ||
        (modelKey(a.choice) < modelKey(b.choice) ? -1 : 1),
    );
  if (!entry) return null;
  const { downloadBytes, memoryBytes, parameters } = entry;
  const which = parameters === null ? 'It' : `With ${parametersText(parameters)} parameters it`;
  const size =
    downloadBytes === null ? `needs ${sizeText(memoryBytes ?? 0)} of memory` : `is ${sizeText(downloadBytes)} to fetch`;
  return {
    entry,
    why: `${which} follows a task better than the embedded model, fits this graphics adapter and ${size}. Measure it to be sure.`,
  };
}

/** The memory of the smallest WebGPU model that was measured and is not fluent: larger ones are slower. */
function slowFrom(entries: readonly CatalogueEntry[], benchmarks: ReadonlyMap<ModelKey, Measured>): number {
  const slow = entries.filter((entry) => {
    const speed = speedOf(entry, benchmarks);
    return entry.needs.includes('webgpu') && speed !== null && speed < FLUENT;
  });
  return Math.min(...slow.map((entry) => entry.memoryBytes ?? Infinity));
}

function isOrdinary({ choice, family, origin, needs }: CatalogueEntry): boolean {
  const name = `${choice.name} ${choice.model} ${family ?? ''}`;
  return origin === 'catalogue' && needs.includes('webgpu') && !special.test(name) && instructed.test(name);
}

function isEasy(entry: CatalogueEntry, device: DeviceFacts, slow: number): boolean {
  const { memoryBytes, parameters, downloadBytes } = entry;
  if (memoryBytes === null || memoryBytes >= slow || (downloadBytes ?? memoryBytes) > MOST_BYTES) return false;
  return (parameters ?? Infinity) <= MOST_PARAMETERS && fits(entry, device).verdict === 'yes';
}

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { FaultCode } from '../model/fault.ts';
import type { SharedPlayground } from '../model/share.ts';
import type { Outcome } from '../protocol/engine.ts';
import { createRandom } from '../sampling/random.ts';
import { packFile, unpackFile } from './file.ts';
import { packLink } from './link.ts';
import { mutations } from './mutations.test-help.ts';
import { somePlayground } from './playgrounds.test-help.ts';
import { checkedPlayground } from './shape.ts';

export type Unpack = (text: string) => Promise<Outcome<SharedPlayground>>;

export interface FuzzReport {
  /** How many came to what, by the way they were spoilt. */
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** What must not happen, at most ten with the link that did it. */
  readonly failures: readonly string[];
  /** The longest that one took, in milliseconds of the clock given. */
  readonly slowest: number;
}

export interface FuzzPlan {
  readonly count: number;
  readonly seed: number;
  readonly unpack: Unpack;
  readonly now: () => number;
}

/** Links that everything is made from, at most; each takes milliseconds to make. */
const BASES = 400;
/** Spoilt links made from each, at least. */
const USES = 20;
const MOST_FAILURES = 10;
/** What a link from outside may come to, besides a playground. */
const allowed: readonly FaultCode[] = ['share-corrupt', 'share-newer', 'share-too-large', 'bad-input'];

/** Spoils links in every way there is and opens them: each is refused, or holds a playground that travels again. */
export async function fuzzLinks({ count, seed, unpack, now }: FuzzPlan): Promise<FuzzReport> {
  const bases = await Promise.all(
    fc
      .sample(somePlayground, { numRuns: Math.min(BASES, Math.ceil(count / USES)), seed })
      .map(async (one) => (await packLink(one)).fragment),
  );
  const random = createRandom(seed);
  const draw = (n: number) => Math.floor(random.nextFloat() * n);
  const base = () => bases[draw(bases.length)] ?? '';
  const ways = Object.entries(mutations);
  const notes = new Notes();
  for (let i = 0; i < count; i += 1) {
    const [way, spoil] = ways[i % ways.length] ?? ways[0] ?? ['', (link: string) => link];
    const link = spoil(base(), draw, base());
    const start = now();
    const outcome = await attempt(() => unpack(link));
    notes.took(now() - start);
    const { kind, wrong } =
      typeof outcome === 'string' ? { kind: 'thrown', wrong: outcome } : await judge(outcome, unpack);
    notes.count(way, kind);
    if (wrong !== null) notes.fail(`${way}: ${wrong}: ${link.slice(0, 3000)}`);
  }
  return notes.report();
}

/** Packs playgrounds and opens them again, as links and every tenth as a file. */
export async function fuzzRoundTrips({ count, seed, unpack, now }: FuzzPlan): Promise<FuzzReport> {
  const notes = new Notes();
  // In batches: a hundred thousand playgrounds do not fit in memory.
  for (let done = 0; done < count; done += BASES) {
    const batch = fc.sample(somePlayground, { numRuns: Math.min(BASES, count - done), seed: seed + done });
    for (const [i, playground] of batch.entries()) {
      const start = now();
      const wrong = await notTheSame(playground, unpack, i % 10 === 0);
      notes.took(now() - start);
      notes.count('round trip', wrong === null ? 'the same' : 'wrong');
      if (wrong !== null) notes.fail(`${wrong}: ${JSON.stringify(playground).slice(0, 3000)}`);
    }
  }
  return notes.report();
}

class Notes {
  private readonly counts = new Map<string, Map<string, number>>();
  private readonly failures: string[] = [];
  private slowest = 0;

  count(way: string, kind: string): void {
    const kinds = this.counts.get(way) ?? new Map<string, number>();
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    this.counts.set(way, kinds);
  }

  took(ms: number): void {
    this.slowest = Math.max(this.slowest, ms);
  }

  fail(what: string): void {
    if (this.failures.length < MOST_FAILURES) this.failures.push(what);
  }

  report(): FuzzReport {
    return { counts: this.counts, failures: this.failures, slowest: this.slowest };
  }
}

async function judge(
  outcome: Outcome<SharedPlayground>,
  unpack: Unpack,
): Promise<{ kind: string; wrong: string | null }> {
  if (!outcome.ok) {
    const { code, message } = outcome.fault;
    return { kind: code, wrong: allowed.includes(code) ? null : `a fault of the app itself: ${message}` };
  }
  return { kind: 'playground', wrong: await notTheSame(outcome.value, unpack, false) };
}

/** Why a playground does not come back as it is; null when it does. */
async function notTheSame(playground: SharedPlayground, unpack: Unpack, asFile: boolean): Promise<string | null> {
  const done = await attempt(async () => {
    const copy = structuredClone(playground);
    if (!isDeepStrictEqual(checkedPlayground(copy, 'link'), playground)) return 'the schema changes it';
    const again = await unpack((await packLink(playground)).fragment);
    if (!again.ok) return `it does not open again: ${again.fault.message}`;
    if (!isDeepStrictEqual(again.value, playground)) return 'it opens as another one';
    if (!asFile) return null;
    const file = await unpackFile(await packFile({ kind: 'playground', playground }), () => null);
    return file.kind === 'playground' && isDeepStrictEqual(file.playground, playground)
      ? null
      : 'its file is another one';
  });
  return done;
}

/** What was thrown as text: a mutated link must never get that far. */
async function attempt<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (thrown) {
    return `thrown: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`;
  }
}

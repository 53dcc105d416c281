import type { CellId } from '../../../lib/model/ids.ts';
import type { Outcome } from '../../../lib/protocol/engine.ts';
import type { DedupFound } from '../../../lib/protocol/dedup.ts';
import { DedupClient } from '../../../lib/runtime/dedup-client.ts';
import { linkWorker } from '../../../lib/runtime/link.ts';
import type { SemanticAnswer, SemanticAsk } from './semantic-asks.ts';

const client = new DedupClient({
  spawnDedup: () => linkWorker((name) => new Worker('/dedup.js', { type: 'module', name })),
  spawnEmbed: () => linkWorker((name) => new Worker('/embed.js', { type: 'module', name })),
  load: { base: new URL('/', location.href).href, threads: 0 },
});

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.fault.code}: ${outcome.fault.message}`);
  return outcome.value;
}

const stages = new Map<string, { from: number; to: number }>();
client.listen({
  onEvent({ progress: { stage } }) {
    const at = performance.now();
    stages.set(stage, { from: stages.get(stage)?.from ?? at, to: at });
  },
  onLoading: () => undefined,
  onDeath(why) {
    throw new Error(why.message);
  },
});

/** One comparison from start to end, the encoder's start included, unless an earlier one on this page started it. */
async function ask({ count, threshold, fast }: SemanticAsk): Promise<SemanticAnswer> {
  const all = (await (await fetch('/texts.json')).json()) as readonly string[];
  const texts = all.slice(0, count);
  const cells = texts.map((_, i) => `cell ${i}` as CellId);
  stages.clear();
  const method = { kind: 'semantic', model: 'all-minilm-l6-v2', fast } as const;
  const began = performance.now();
  const given = { kind: 'answers', cells, texts, votes: texts.map(() => 0) } as const;
  const found: DedupFound = value(await client.find(`${fast} ${count}`, given, { method, floor: threshold }));
  const seconds = (performance.now() - began) / 1000;
  const grouping = value(await client.call((remote) => remote.group(`${fast} ${count}`, threshold, 'first')));
  return {
    texts: texts.length,
    seconds,
    pairs: found.pairs,
    removed: grouping.removed,
    recall: found.recall,
    stages: [...stages].map(([stage, { from, to }]) => [stage, (to - from) / 1000] as const),
  };
}

Object.assign(globalThis, { ask });

import * as Comlink from 'comlink';
import type { EmbedWorkerApi } from '../../../lib/protocol/embed.ts';

/** Times the app's embed worker. */
export interface EmbedPageAsk {
  readonly texts: readonly string[];
  readonly threads: number;
}

export interface EmbedPageAnswer {
  /** From nothing to the first vector: files from this machine, runtime, session. */
  readonly loadSeconds: number;
  readonly seconds: number;
  /** The same texts again: from what is kept. */
  readonly keptSeconds: number;
  readonly runsOn: string;
  readonly vectors: readonly number[];
}

async function ask({ texts, threads }: EmbedPageAsk): Promise<EmbedPageAnswer> {
  const worker = new Worker('/bench/embed.worker.js', { type: 'module', name: 'embed' });
  const remote = Comlink.wrap<EmbedWorkerApi>(worker);
  try {
    const began = performance.now();
    const base = new URL('/', location.href).href;
    await remote.connect(
      { base, threads },
      Comlink.proxy(() => undefined),
    );
    const loaded = await remote.load();
    if (!loaded.ok) throw new Error(loaded.fault.message);
    const cleared = await remote.clear();
    if (!cleared.ok) throw new Error(cleared.fault.message);
    // The first runs grow the runtime's memory.
    await remote.embed('warm', ['A first text.', 'Another text, which is longer than the first one is.']);
    const ready = performance.now();
    const computed = await remote.embed('all', texts);
    const ended = performance.now();
    const kept = await remote.embed('again', texts);
    if (!computed.ok || !kept.ok) throw new Error('The encoder failed.');
    if (kept.value.held !== texts.length) throw new Error('Vectors were not kept.');
    return {
      loadSeconds: (ready - began) / 1000,
      seconds: (ended - ready) / 1000,
      keptSeconds: (performance.now() - ended) / 1000,
      runsOn: loaded.value.runsOn,
      vectors: Array.from(computed.value.vectors.subarray(0, computed.value.dimensions)),
    };
  } finally {
    worker.terminate();
  }
}

Object.assign(globalThis, { bench: ask });

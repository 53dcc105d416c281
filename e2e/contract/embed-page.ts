import * as Comlink from 'comlink';
import type { EmbedPort, EmbedWorkerApi } from '../../lib/protocol/embed.ts';
import type { Outcome } from '../../lib/protocol/engine.ts';

/** The test site's page: the embed worker as the app starts it. */
let worker: Worker | null = null;
let remote: Comlink.Remote<EmbedWorkerApi> | null = null;
const fractions: number[] = [];

function at(): Comlink.Remote<EmbedWorkerApi> {
  if (!remote) throw new Error('No worker was started.');
  return remote;
}

function value<T>(outcome: Outcome<T>): T {
  // Playwright carries an error's message alone; the tests look for the code.
  if (!outcome.ok) throw new Error(`${outcome.fault.code}: ${outcome.fault.message} ${outcome.fault.hint}`);
  return outcome.value;
}

/** Cosines of the first text's vector with the others'. */
function cosines(vectors: Float32Array, dimensions: number): number[] {
  return Array.from({ length: vectors.length / dimensions }, (_, text) => {
    let sum = 0;
    for (let d = 0; d < dimensions; d++) sum += (vectors[d] ?? 0) * (vectors[text * dimensions + d] ?? 0);
    return sum;
  });
}

const bench = {
  async start(base: string) {
    worker = new Worker('/worker.js', { type: 'module', name: crypto.randomUUID() });
    remote = Comlink.wrap<EmbedWorkerApi>(worker);
    const onProgress = Comlink.proxy(({ fraction }: { readonly fraction: number }) => void fractions.push(fraction));
    await remote.connect({ base: new URL(base, location.href).href, threads: 0 }, onProgress);
    await remote.ping();
  },
  end: () => worker?.terminate(),
  load: async () => value(await at().load()),
  fractions: () => fractions,
  async embed(texts: readonly string[]) {
    const { vectors, dimensions, cut, held } = value(await at().embed('page', texts));
    return { cosines: cosines(vectors, dimensions), cut, held };
  },
  /** The same, as another worker asks for it. */
  async embedOverPort(texts: readonly string[]) {
    const { port1, port2 } = new MessageChannel();
    await at().serve(Comlink.transfer(port2, [port2]));
    const port = Comlink.wrap<EmbedPort>(port1);
    const { vectors, dimensions } = value(await port.embed('port', texts));
    return cosines(vectors, dimensions);
  },
  /** How long a call takes to end after it was cancelled, and what it ends with. */
  async cancelled(texts: readonly string[], afterMs: number) {
    const call = at().embed('long', texts);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const from = performance.now();
    await at().cancel('long');
    const outcome = await call;
    return { code: outcome.ok ? null : outcome.fault.code, milliseconds: performance.now() - from };
  },
  held: async () => value(await at().held()),
  clear: async () => value(await at().clear()),

  /** Sizes of what the browser keeps of the weights, by file. */
  async kept() {
    const cache = await caches.open('polyphony-weights-v1');
    const sizes: Record<string, number> = {};
    for (const request of await cache.keys()) {
      const body = await (await cache.match(request))?.arrayBuffer();
      sizes[new URL(request.url).pathname] = body?.byteLength ?? 0;
    }
    return sizes;
  },
  /** Replaces a kept file by others bytes of the same length. */
  async damage(path: string) {
    const cache = await caches.open('polyphony-weights-v1');
    for (const request of await cache.keys()) {
      if (new URL(request.url).pathname !== path) continue;
      const kept = await cache.match(request);
      if (!kept) continue;
      const body = new Uint8Array(await kept.arrayBuffer());
      body[1000] = (body[1000] ?? 0) ^ 1;
      await cache.put(request, new Response(body));
    }
  },
};

declare global {
  var polyphonyEmbedBench: typeof bench;
}
globalThis.polyphonyEmbedBench = bench;

export type EmbedBench = typeof bench;

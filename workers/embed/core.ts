import type { Fault } from '../../lib/model/fault.ts';
import { faultOf } from '../../lib/model/fault.ts';
import type { LoadProgress } from '../../lib/model/model-info.ts';
import type { EmbedLoad, EmbedPort, EmbedWorkerApi, Vectors } from '../../lib/protocol/embed.ts';
import type { Outcome } from '../../lib/protocol/engine.ts';
import type { VectorStore } from '../../lib/store/ports.ts';
import type { CoreEncoder } from './core-encoder.ts';
import { embedTexts } from './embed-texts.ts';
import { PackShelf } from './pack-shelf.ts';
import { Turns } from './turns.ts';

export interface EmbedWorld {
  /** Names the encoder's weights without loading them. @throws FaultError */
  readonly identify: (options: EmbedLoad) => Promise<{ readonly model: string; readonly dimensions: number }>;
  /** @throws FaultError `model-missing`, `download-failed`, `model-corrupt`, `engine-start-failed`, `out-of-memory` */
  readonly open: (options: EmbedLoad, onProgress: (progress: LoadProgress) => void) => Promise<CoreEncoder>;
  /** Null where there is no database: vectors are then computed each time. */
  readonly store: VectorStore | null;
  /** Lets messages in. */
  readonly breathe: () => Promise<void>;
}

/** Texts of static vectors between two looks at the messages: some ten milliseconds. */
const STATIC_STEP = 1000;
const HALF_BYTES = 2;

/** The embed worker without its worker: everything but `serve`, which needs the browser's ports. */
export function createEmbedCore(world: EmbedWorld): Omit<EmbedWorkerApi, 'serve'> {
  let options: EmbedLoad | null = null;
  let onProgress: (progress: LoadProgress) => void = () => undefined;
  let loading: Promise<CoreEncoder> | null = null;
  let shelf: Promise<PackShelf> | null = null;
  const turns = new Turns();
  const calls = new Map<string, AbortController>();

  function connected(): EmbedLoad {
    if (!options) throw new Error('The encoder was not told where its files are.');
    return options;
  }

  function load(): Promise<CoreEncoder> {
    const opened = (loading ??= world.open(connected(), (progress) => onProgress(progress)));
    opened.catch(() => {
      // What failed may work at the next call: the network is back.
      if (loading === opened) loading = null;
    });
    return opened;
  }

  function shelfOf(): Promise<PackShelf> {
    const opened = (shelf ??= (async () => {
      const { model, dimensions } = await world.identify(connected());
      const made = new PackShelf(world.store, model, dimensions);
      await made.ready();
      return made;
    })());
    opened.catch(() => {
      if (shelf === opened) shelf = null;
    });
    return opened;
  }

  /** Runs a call that `cancel` can end. */
  async function cancellable(call: string, work: (signal: AbortSignal) => Promise<Vectors>): Promise<Outcome<Vectors>> {
    const ending = new AbortController();
    calls.set(call, ending);
    try {
      return { ok: true, value: await work(ending.signal) };
    } catch (thrown) {
      return { ok: false, fault: ending.signal.aborted ? cancelled() : faultOf(thrown) };
    } finally {
      if (calls.get(call) === ending) calls.delete(call);
    }
  }

  const port: EmbedPort = {
    load: () => outcome(async () => (await load()).info),
    embed: (call, texts) =>
      cancellable(call, async (signal) => {
        const encoder = await untilAborted(load(), signal);
        return embedTexts(texts, { encoder, shelf: await shelfOf(), turns, breathe: world.breathe, signal });
      }),
    embedStatic: (call, texts) =>
      cancellable(call, async (signal) => {
        const encoder = await untilAborted(load(), signal);
        const dimensions = encoder.info.staticDimensions;
        const vectors = new Float32Array(texts.length * dimensions);
        for (const [i, text] of texts.entries()) {
          encoder.runStatic(text, vectors, i * dimensions);
          if (i % STATIC_STEP !== STATIC_STEP - 1) continue;
          await world.breathe();
          signal.throwIfAborted();
        }
        return { dimensions, vectors, cut: 0, held: 0 };
      }),
    cancel: (call) => {
      calls.get(call)?.abort();
      return Promise.resolve();
    },
  };
  return {
    ...port,
    connect: (given, listener) => {
      options = given;
      onProgress = listener;
    },
    ping: () => Promise.resolve(),
    held: () =>
      outcome(async () => {
        const { texts, dimensions } = await shelfOf();
        return { texts, bytes: texts * dimensions * HALF_BYTES };
      }),
    clear: () =>
      outcome(() =>
        turns.take(async () => {
          await world.store?.clear();
          (await shelf)?.forget();
        }),
      ),
  };
}

/** The part of a worker's methods that other workers may call. */
export function portOf(core: EmbedPort): EmbedPort {
  return {
    load: () => core.load(),
    embed: (call, texts) => core.embed(call, texts),
    embedStatic: (call, texts) => core.embedStatic(call, texts),
    cancel: (call) => core.cancel(call),
  };
}

async function outcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, fault: faultOf(thrown) };
  }
}

/** A load is shared: whoever gives up lets it go on for the others. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('Cancelled.', 'AbortError')), { once: true });
    work.then(resolve, reject);
  });
}

function cancelled(): Fault {
  return faultOf(new DOMException('Cancelled.', 'AbortError'));
}

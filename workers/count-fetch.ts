import type { LedgerNews } from '../lib/protocol/ledger.ts';

type Fetch = typeof fetch;

/** News of a body that is still coming: often enough for the eye. */
const TELL_EVERY_MS = 400;

/**
 * A `fetch` that tells of each request to another host, and is otherwise the given one: the same Response object, whose
 * bytes are counted as its reader gets them. Nothing is copied, buffered or read ahead. Bytes are those of the body as
 * it is handed on, so after decompression. Bodies that are read past JavaScript (put into a cache) stay uncounted.
 *
 * @param own this site's origin; requests to it go straight through
 */
export function countFetch(
  fetch: Fetch,
  own: string,
  tell: (news: LedgerNews) => void,
  clock: { readonly epoch: () => number; readonly now: () => number },
): Fetch {
  let last = 0;
  return (input, init) => {
    const url = addressOf(input, own);
    if (!url || url.origin === own) return fetch(input, init);
    const id = ++last;
    const method = methodOf(input, init);
    tell({
      kind: 'asked',
      id,
      url: url.href,
      method,
      at: clock.epoch(),
      sent: sizeOf(input, init),
    });
    const signal = init?.signal ?? (input instanceof Request ? input.signal : null);
    const count = new Count(id, tell, clock.now, signal);
    return fetch(input, init).then(
      (response) => {
        tell({ kind: 'answered', id, status: response.status, url: response.url || url.href });
        // Browsers give HEAD an empty stream, which nobody reads.
        if (response.body === null || method === 'HEAD') count.end('done');
        else countBody(response, count);
        return response;
      },
      (thrown: unknown) => {
        count.broke();
        throw thrown;
      },
    );
  };
}

/** Null for what leaves no machine (`blob:`, `data:`), and for what `fetch` will refuse. */
function addressOf(input: RequestInfo | URL, base: string): URL | null {
  const text = input instanceof Request ? input.url : String(input);
  const address = URL.canParse(text, base) ? new URL(text, base) : null;
  return address && /^https?:$/.test(address.protocol) ? address : null;
}

function methodOf(input: RequestInfo | URL, init: RequestInit | undefined): string {
  return (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase();
}

function sizeOf(input: RequestInfo | URL, init: RequestInit | undefined): number | null {
  const body = init?.body ?? (input instanceof Request ? input.body : null);
  if (body === null) return 0;
  if (typeof body === 'string') return new TextEncoder().encode(body).length;
  if (body instanceof Blob) return body.size;
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return body.byteLength;
  return null;
}

/** The bytes of one answer; ends once. */
class Count {
  private bytes = 0;
  private told = 0;
  private ended = false;

  constructor(
    private readonly id: number,
    private readonly tell: (news: LedgerNews) => void,
    private readonly now: () => number,
    private readonly signal: AbortSignal | null,
  ) {
    // A reader may let go of a request without reading on.
    signal?.addEventListener('abort', this.stop, { once: true });
  }

  private readonly stop = () => this.end('stopped');

  add(bytes: number): void {
    this.bytes += bytes;
    const now = this.now();
    if (this.ended || now - this.told < TELL_EVERY_MS) return;
    this.told = now;
    this.tell({ kind: 'received', id: this.id, bytes: this.bytes });
  }

  broke(known = true): void {
    this.end(this.signal?.aborted === true ? 'stopped' : 'failed', known);
  }

  /** @param known false where the body went past the counter */
  end(end: 'done' | 'failed' | 'stopped', known = true): void {
    if (this.ended) return;
    this.ended = true;
    this.signal?.removeEventListener('abort', this.stop);
    this.tell({ kind: 'ended', id: this.id, end, bytes: known ? this.bytes : null });
  }
}

function set(on: object, methods: object): void {
  for (const name of Reflect.ownKeys(methods))
    Object.defineProperty(on, name, {
      value: Reflect.get(methods, name) as unknown,
      configurable: true,
      writable: true,
    });
}

/** Puts counters before the methods of this one Response through which its bytes come out. */
function countBody(response: Response, count: Count): void {
  const { body } = response;
  if (!body) return;
  const whole =
    <T>(read: () => Promise<T>, bytes: ((value: T) => number) | null) =>
    async (): Promise<T> => {
      // Refused, and no news: whoever has the body counts.
      if (response.bodyUsed || body.locked) return read();
      try {
        const value = await read();
        if (bytes) count.add(bytes(value));
        count.end('done', bytes !== null);
        return value;
      } catch (thrown) {
        // How much had come by then, nobody tells.
        count.broke(false);
        throw thrown;
      }
    };
  const buffer = whole(response.arrayBuffer.bind(response), (value) => value.byteLength);
  const text = () => buffer().then((bytes) => new TextDecoder().decode(bytes));
  set(response, {
    arrayBuffer: buffer,
    blob: whole(response.blob.bind(response), (value) => value.size),
    formData: whole(response.formData.bind(response), null),
    text,
    json: () => text().then((value): unknown => JSON.parse(value)),
    ...('bytes' in response ? { bytes: () => buffer().then((bytes) => new Uint8Array(bytes)) } : {}),
  });
  countStream(body, count);
}

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

function countStream(stream: Bytes, count: Count): void {
  const getReader = stream.getReader.bind(stream) as (options?: ReadableStreamGetReaderOptions) => Reader;
  const cancel = stream.cancel.bind(stream);
  const pipeThrough = stream.pipeThrough.bind(stream);
  const tee = stream.tee.bind(stream);
  // Not in every browser yet.
  const values = (stream as Partial<Bytes>).values?.bind(stream);
  const counted = () => {
    const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        count.add(chunk.byteLength);
        controller.enqueue(chunk);
      },
      flush: () => count.end('done'),
    });
    return pipeThrough(counter);
  };
  const iterate = async function* (options?: { preventCancel?: boolean }) {
    let ended = false;
    try {
      for await (const chunk of values?.(options) ?? []) {
        count.add(chunk.byteLength);
        yield chunk;
      }
      ended = true;
      count.end('done');
    } catch (thrown) {
      ended = true;
      count.broke();
      throw thrown;
    } finally {
      if (!ended && options?.preventCancel !== true) count.end('stopped');
    }
  };
  set(stream, {
    getReader: (options?: ReadableStreamGetReaderOptions) => {
      const reader = getReader(options);
      countReader(reader, count);
      return reader;
    },
    cancel: (reason?: unknown) => {
      const done = cancel(reason);
      done.then(() => count.end('stopped')).catch(() => undefined);
      return done;
    },
    pipeThrough: <T>(pair: ReadableWritablePair<T, Uint8Array<ArrayBuffer>>, options?: StreamPipeOptions) =>
      counted().pipeThrough(pair, options),
    pipeTo: (to: WritableStream<Uint8Array<ArrayBuffer>>, options?: StreamPipeOptions) => counted().pipeTo(to, options),
    ...(values ? { values: iterate, [Symbol.asyncIterator]: iterate } : {}),
    tee: () => {
      const [one, two] = tee();
      countStream(one, count);
      return [one, two];
    },
  });
}

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | ReadableStreamBYOBReader;

function countReader(reader: Reader, count: Count): void {
  const read = reader.read.bind(reader) as (
    ...given: readonly unknown[]
  ) => Promise<ReadableStreamReadResult<Uint8Array>>;
  const cancel = reader.cancel.bind(reader);
  set(reader, {
    read: (...given: readonly unknown[]) =>
      read(...given).then(
        (next) => {
          if (next.done) count.end('done');
          else count.add(next.value.byteLength);
          return next;
        },
        (thrown: unknown) => {
          count.broke();
          throw thrown;
        },
      ),
    cancel: (reason?: unknown) => {
      const done = cancel(reason);
      done.then(() => count.end('stopped')).catch(() => undefined);
      return done;
    },
  });
}

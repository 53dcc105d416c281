import type { FarAnswer, FarAsk } from '../../lib/protocol/far.ts';

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** The part of a Worker that this needs. */
export interface FarWorker {
  postMessage(ask: FarAsk): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FarAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/**
 * A `fetch` for addresses that this worker's own policy does not let it reach: each request is made by a worker that
 * may, and that ends with it. Answers like `fetch`: rejects with a TypeError where there is no answer, with the signal's
 * reason when it is aborted. Of `init` it heeds `headers` and `signal`; it only ever asks, it sends nothing.
 *
 * @param near what the own `fetch` may ask
 */
export function createFarFetch(own: Fetch, near: (url: URL) => boolean, start: () => FarWorker, base: string): Fetch {
  return (url, init = {}) => {
    const address = new URL(url, base);
    return near(address) ? own(url, init) : farFetch(start, address.href, init);
  };
}

async function farFetch(start: () => FarWorker, url: string, { headers, signal }: RequestInit): Promise<Response> {
  signal?.throwIfAborted();
  const line = new Line(start(), signal ?? null);
  const head = await line.ask({ kind: 'open', url, headers: Object.fromEntries(new Headers(headers)) });
  if (head.kind !== 'head') throw line.broken('No answer');
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await line.ask({ kind: 'pull' });
        if (next.kind === 'piece') controller.enqueue(next.bytes);
        else if (next.kind === 'end') {
          line.end();
          controller.close();
        } else throw line.broken('The server sent something unexpected');
      },
      cancel: () => line.end(),
    },
    // Nothing is read ahead: each piece is fetched when it is asked for.
    { highWaterMark: 0 },
  );
  const empty = [101, 204, 205, 304].includes(head.status);
  const response = new Response(empty ? null : body, {
    status: head.status,
    headers: head.headers.map(([name, value]): [string, string] => [name, value]),
  });
  Object.defineProperty(response, 'url', { value: head.url });
  return response;
}

/** One worker: one question at a time, each answered or refused. */
class Line {
  private waiting: { resolve: (answer: FarAnswer) => void; reject: (why: unknown) => void } | null = null;
  private ended: Error | null = null;

  constructor(
    private readonly worker: FarWorker,
    private readonly signal: AbortSignal | null,
  ) {
    worker.onmessage = ({ data }) => {
      if (data.kind === 'broken') this.fail(this.broken(data.message));
      else this.settle()?.resolve(data);
    };
    worker.onerror = (event) => this.fail(this.broken(event.message));
    signal?.addEventListener('abort', this.aborted);
  }

  ask(question: FarAsk): Promise<FarAnswer> {
    if (this.ended !== null) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.worker.postMessage(question);
    });
  }

  /** Lets go of the worker; a question that waits stays unanswered. */
  end(): void {
    this.ended ??= this.broken('The answer is over');
    this.signal?.removeEventListener('abort', this.aborted);
    this.worker.terminate();
  }

  broken(message: string): TypeError {
    return new TypeError(message);
  }

  private readonly aborted = () => {
    const reason: unknown = this.signal?.reason;
    this.fail(reason instanceof Error ? reason : new DOMException('Aborted', 'AbortError'));
  };

  private fail(why: Error): void {
    this.ended ??= why;
    const waiting = this.settle();
    this.end();
    waiting?.reject(why);
  }

  private settle() {
    const { waiting } = this;
    this.waiting = null;
    return waiting;
  }
}

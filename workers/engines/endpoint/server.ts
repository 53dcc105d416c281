import { readEndpointUrl, type EndpointReach } from '../../../lib/catalogue/endpoint-url.ts';
import { badInput, fault, FaultError } from '../../../lib/model/fault.ts';
import { backOff, type EndpointLimits, ERROR_BYTES, retryAfter, TRIES } from './limits.ts';
import { rateLimited, refusalOf, refused, tooSlow, unreachable } from './words.ts';
import { type EndpointWorld, wait } from './world.ts';

export interface ServerRequest {
  /** Below the base address, without a slash at its start. */
  readonly path: string;
  /** Sent as JSON by POST; null asks by GET. */
  readonly body: unknown;
  readonly accept: string;
  readonly limits: EndpointLimits;
  readonly signal: AbortSignal;
}

/** An answer with status 2xx. `chunks` must be read or ended: either closes the connection. */
export interface ServerAnswer {
  readonly contentType: string;
  readonly chunks: AsyncGenerator<Uint8Array, void, undefined>;
}

/** One server and its key. The only place that sends a request or a key. */
export class EndpointServer {
  readonly url: string;
  private readonly origin: string;
  private readonly reach: EndpointReach;
  private readonly key: string | null;
  /** All requests wait for this time after one was told to wait. */
  private notBefore = -Infinity;

  /** @throws FaultError `bad-input` for an address or key that cannot be used. */
  constructor(
    private readonly world: EndpointWorld,
    typed: string,
    key: string | null,
  ) {
    const read = readEndpointUrl(typed);
    if (!read.ok) throw badInput(read.reason);
    this.url = read.url;
    this.origin = read.origin;
    this.reach = read.reach;
    const trimmed = key?.trim() ?? '';
    // Anything else cannot stand in a header.
    if (!/^[\x21-\x7e]*$/.test(trimmed)) throw badInput('A key is made of letters, digits and signs without spaces.');
    this.key = trimmed === '' ? null : trimmed;
  }

  /** Asks, and asks again where the server wants a moment (429, 503). @throws FaultError */
  async ask(request: ServerRequest): Promise<ServerAnswer> {
    for (let attempt = 0; ; attempt++) {
      const pause = this.notBefore - this.world.now();
      if (pause > 0) await wait(this.world, pause, request.signal);
      const answer = await this.once(request);
      if (!('busy' in answer)) return answer;
      const ms = backOff(attempt, answer.busy, this.world.random());
      if (ms === null || attempt + 1 >= TRIES) throw rateLimited(answer.busy === null ? null : answer.busy / 1000);
      this.notBefore = Math.max(this.notBefore, this.world.now() + ms);
    }
  }

  /** Reads a whole answer as JSON. @throws FaultError */
  async askJson(request: Omit<ServerRequest, 'accept'>): Promise<unknown> {
    const text = await textOf((await this.ask({ ...request, accept: 'application/json' })).chunks);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw /^\s*</.test(text) ? webPage() : refused('The server answered with something that is not JSON.');
    }
  }

  /** An error that the server sends in the middle of an answer. */
  failure(text: string): FaultError {
    return refusalOf(200, text, this.key);
  }

  private async once(request: ServerRequest): Promise<ServerAnswer | { readonly busy: number | null }> {
    const { limits } = request;
    const watch = new Watch(this.world, limits, request.signal);
    let handedOver = false;
    try {
      const response = await this.send(request, watch);
      const { status } = response;
      // The browser hides where to; following would send the question, and with a lax server the key, elsewhere.
      if (response.type === 'opaqueredirect' || (status >= 300 && status < 400))
        throw refused(
          'The server sent us on to another address, which is refused.',
          'Type the address that it really answers at.',
        );
      if (!response.ok) {
        const body = await textOf(chunksOf(response, watch, ERROR_BYTES, 'cut'));
        if ((status === 429 || status === 503) && !/insufficient_quota/.test(body))
          return { busy: retryAfter(response.headers.get('retry-after'), Date.now()) };
        throw refusalOf(status, body, this.key);
      }
      const contentType = response.headers.get('content-type')?.toLowerCase() ?? '';
      if (contentType.startsWith('text/html')) throw webPage();
      handedOver = true;
      return { contentType, chunks: chunksOf(response, watch, limits.bytes, 'refuse') };
    } finally {
      if (!handedOver) watch.end();
    }
  }

  private async send({ path, body, accept }: ServerRequest, watch: Watch): Promise<Response> {
    const url = new URL(path, this.url);
    if (url.origin !== this.origin) throw badInput('A key belongs to one server.');
    const headers: Record<string, string> = { Accept: accept };
    if (body !== null) headers['Content-Type'] = 'application/json';
    if (this.key !== null) headers.Authorization = `Bearer ${this.key}`;
    try {
      return await this.world.fetch(url.href, {
        method: body === null ? 'GET' : 'POST',
        headers,
        ...(body === null ? {} : { body: JSON.stringify(body) }),
        signal: watch.signal,
        mode: 'cors',
        credentials: 'omit',
        // `error` would look like a server that is not there.
        redirect: 'manual',
        referrer: '',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
      });
    } catch {
      watch.throwIfEnded();
      throw new FaultError(
        unreachable(this.origin, this.reach, this.world.pageOrigin, await this.world.localNetwork()),
      );
    }
  }
}

function webPage(): FaultError {
  return refused('The server answered with a web page.', 'Check the address: most servers want /v1 at its end.');
}

/** The clocks of one request, and the way to end it. */
class Watch {
  private readonly controller = new AbortController();
  private readonly stopWhole: () => void;
  private stopSilence: () => void;
  private readonly pass = () => this.controller.abort(this.outer.reason);

  constructor(
    private readonly world: EndpointWorld,
    private readonly limits: EndpointLimits,
    private readonly outer: AbortSignal,
  ) {
    if (outer.aborted) this.pass();
    outer.addEventListener('abort', this.pass, { once: true });
    const late = (ms: number, words: string) => world.after(ms, () => this.controller.abort(tooSlow(words)));
    this.stopWhole = late(limits.wholeMs, 'The answer took too long.');
    this.stopSilence = late(limits.firstByteMs, 'The server did not begin to answer.');
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Something came. */
  heard(): void {
    this.stopSilence();
    this.stopSilence = this.world.after(this.limits.silenceMs, () =>
      this.controller.abort(tooSlow('The server fell silent in the middle of its answer.')),
    );
  }

  /** @throws why the request was ended from our side, if it was. */
  throwIfEnded(): void {
    this.signal.throwIfAborted();
  }

  /** Closes the connection if it is still open: the server then stops computing. */
  end(): void {
    this.outer.removeEventListener('abort', this.pass);
    this.stopWhole();
    this.stopSilence();
    this.controller.abort(new FaultError(fault('cancelled', 'The request has ended.')));
  }
}

/** @param beyond what happens past the cap: the rest is left, or the answer is refused. */
async function* chunksOf(
  response: Response,
  watch: Watch,
  cap: number,
  beyond: 'cut' | 'refuse',
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = response.body?.getReader();
  let bytes = 0;
  try {
    while (reader) {
      watch.heard();
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.length;
      if (bytes > cap) {
        if (beyond === 'cut') return;
        throw refused('The server sent more than an answer can be.');
      }
      yield value;
    }
  } catch (thrown) {
    if (thrown instanceof FaultError) throw thrown;
    watch.throwIfEnded();
    throw new FaultError(fault('endpoint-unreachable', 'The connection to the server broke in the middle.'));
  } finally {
    watch.end();
  }
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

import { createPartialResponse } from 'serwist';
import type { OfflineBuild } from '../../lib/protocol/offline.ts';
import { fileOf, isChunk } from './paths.ts';
import type { Shelf } from './shelf.ts';

/** What is read of a fetch event. */
export interface Asked {
  readonly request: Request;
  /** Of the tab or worker that asks; empty for a page that opens. */
  readonly clientId: string;
  /** Of the tab that the answer opens; empty for everything else. */
  readonly resultingClientId: string;
}

const isolating = [
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
] as const;

/** Answers requests for the app's own files from what is kept. */
export class Answerer {
  private readonly files: ReadonlySet<string>;
  private readonly onUse: ReadonlyMap<string, OfflineBuild['onUse'][number]>;

  constructor(
    build: OfflineBuild,
    private readonly shelf: Shelf,
    private readonly origin: string,
    private readonly fetch: (request: Request) => Promise<Response>,
  ) {
    this.files = new Set(build.files.map(({ path }) => path));
    this.onUse = new Map(build.onUse.map((file) => [file.path, file]));
  }

  /**
   * Whether a request is answered here at all. Other hosts, other methods, weights (their engine keeps them itself) and the
   * worker's own file go their way untouched, under the policy of whoever asks.
   */
  takes({ method, mode, url }: Pick<Request, 'method' | 'mode' | 'url'>): boolean {
    const { origin, pathname } = new URL(url);
    if (method !== 'GET' || origin !== this.origin) return false;
    const file = fileOf(pathname);
    return mode === 'navigate' || this.files.has(file) || this.onUse.has(file) || isChunk(pathname);
  }

  async answer({ request, clientId, resultingClientId }: Asked): Promise<Response> {
    const { pathname } = new URL(request.url);
    const file = fileOf(pathname);
    const opens = request.mode === 'navigate';
    // A page that opens gets the newest build, whatever it comes from.
    const build = await this.shelf.buildOf(opens ? '' : clientId);
    // Known at once; that it is written down need not be waited for.
    if (resultingClientId !== '') void this.shelf.adopt(resultingClientId, build).catch(() => undefined);
    const kept = await this.shelf.find(file, build);
    if (kept && request.headers.has('range')) return createPartialResponse(request, kept);
    const threads = (opens && file !== '/embed') || request.destination === 'worker';
    return kept ? sent(kept, threads) : this.fetched(request, file, opens, threads);
  }

  private async fetched(request: Request, file: string, opens: boolean, threads: boolean): Promise<Response> {
    try {
      const response = await this.fetch(request);
      const wanted = this.onUse.get(file);
      if (wanted && response.status === 200) void this.shelf.put(wanted, response.clone()).catch(() => undefined);
      // What led elsewhere, or to nothing, has headers that nobody may change.
      return threads && response.type === 'basic' && !response.redirected ? sent(response, true) : response;
    } catch (thrown) {
      const page = opens ? await this.shelf.findLost() : undefined;
      if (!page) throw thrown;
      return new Response(page.body, { status: 404, headers: page.headers });
    }
  }
}

/**
 * An answer without an address of its own, so that whoever asked sees the one that was asked for: a worker reads its
 * settings from behind the `#` of its address.
 * @param threads adds the two headers that threads need where the host did not send them. A worker may do that for pages
 *   and for the files that workers start from; a page that others frame is left as it is.
 */
function sent({ body, status, statusText, headers: kept }: Response, threads: boolean): Response {
  const headers = new Headers(kept);
  if (threads) for (const [name, value] of isolating) if (!headers.has(name)) headers.set(name, value);
  return new Response(body, { status, statusText, headers });
}

import { createHash } from 'node:crypto';
import type { PartCache } from './fetch-parts.ts';
import type { Piece } from './manifest.ts';

export const BASE = 'https://app.test/models/tiny/';

export function pieceOf(path: string, bytes: Uint8Array): Piece {
  return { path, bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** A server and a browser's cache, with what was asked of them. */
export class FakeOrigin {
  /** By address without its query. */
  readonly files = new Map<string, Uint8Array<ArrayBuffer> | (() => Response)>();
  readonly kept = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly asked: string[] = [];

  readonly fetch = (url: string): Promise<Response> => {
    this.asked.push(url.replace(BASE, '').replace(/\?.*/, ''));
    const file = this.files.get(url.split('?')[0] ?? '');
    if (file === undefined) return Promise.resolve(new Response('not found', { status: 404 }));
    return Promise.resolve(typeof file === 'function' ? file() : new Response(file));
  };

  readonly cache: PartCache = {
    get: (url) => {
      const bytes = this.kept.get(url);
      return Promise.resolve(bytes && new Response(bytes));
    },
    put: (url, bytes) => Promise.resolve(void this.kept.set(url, bytes.slice())),
    delete: (url) => Promise.resolve(void this.kept.delete(url)),
    keys: () => Promise.resolve([...this.kept.keys()]),
  };

  serve(path: string, file: Uint8Array<ArrayBuffer> | (() => Response)): void {
    this.files.set(`${BASE}${path}`, file);
  }
}

/** A body that sends these chunks, then ends or breaks. */
export function bodyOf(chunks: readonly Uint8Array[], breaks = false): ReadableStream<Uint8Array> {
  const queue = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = queue.shift();
      if (chunk) controller.enqueue(chunk);
      else if (breaks) controller.error(new TypeError('network error'));
      else controller.close();
    },
  });
}

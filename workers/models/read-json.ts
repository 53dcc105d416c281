import { faultOf } from '../../lib/model/fault.ts';
import { downloadFailed } from './faults.ts';
import { Interrupted, request, retrying, StallWatch } from './http.ts';
import type { World } from './ports.ts';

// Indexes of the largest models take some megabytes; what is longer is no index.
const MAX_BYTES = 32 * 1024 * 1024;

export interface JsonAnswer {
  readonly json: unknown;
  /** Of the text as it arrived, uncompressed. */
  readonly bytes: number;
  /** The address of the next page, as a Link header gives it. */
  readonly next: string | null;
}

/** A small JSON file from the network. @throws FaultError `download-failed` for anything else */
export function readJson(world: World, name: string, url: string): Promise<JsonAnswer> {
  const { signal } = new AbortController();
  return retrying(world, signal, async () => {
    const watch = new StallWatch(signal, world.stallMs);
    try {
      const response = await request(world, name, url, { signal: watch.signal });
      if (/^text\/html\b/i.test(response.headers.get('content-type') ?? ''))
        throw downloadFailed(`${name}: the server sent a web page instead.`);
      const text = await readText(response, name, watch);
      return { json: parse(text, name), bytes: new TextEncoder().encode(text).byteLength, next: nextPage(response, url) };
    } finally {
      watch.stop();
    }
  });
}

/** A file's size as the server's header says, without fetching it; null when it does not say. */
export async function readSize(world: World, name: string, url: string): Promise<number | null> {
  const watch = new StallWatch(new AbortController().signal, world.stallMs);
  try {
    const response = await request(world, name, url, { method: 'HEAD', signal: watch.signal });
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    return Number.isSafeInteger(length) && length > 0 ? length : null;
  } catch (thrown) {
    // Servers that do not know HEAD, or are busy, will tell at the download.
    if (thrown instanceof Interrupted) return null;
    throw thrown;
  } finally {
    watch.stop();
  }
}

async function readText(response: Response, name: string, watch: StallWatch): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      watch.moved();
      bytes += chunk.byteLength;
      if (bytes > MAX_BYTES) break;
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (thrown) {
    throw new Interrupted(`${name} broke off: ${faultOf(thrown).message}`);
  }
  if (bytes > MAX_BYTES) throw downloadFailed(`${name} is far longer than any index.`);
  return text + decoder.decode();
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw downloadFailed(`${name} is not JSON.`);
  }
}

function nextPage(response: Response, url: string): string | null {
  const link = /<([^>]+)>\s*;\s*rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1];
  if (!link) return null;
  try {
    const next = new URL(link, url);
    // A page elsewhere is not a page of this list.
    return next.origin === new URL(url).origin ? next.href : null;
  } catch {
    return null;
  }
}

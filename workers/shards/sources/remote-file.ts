import { fault, FaultError } from '../../../lib/model/fault.ts';
import type { SourceFile } from './ports.ts';
import { ask, downloadFailed, explained, type Fetch, Interrupted, readOrStall } from './requests.ts';

// A line that drops is taken up again where it broke, each time after a longer wait.
const WAITS_MS = [500, 2_000, 5_000];

/**
 * A file that is fetched.
 * @param bytes its size where it is known already; else the server is asked
 * @throws FaultError `download-failed`
 */
export async function remoteFile(
  url: string,
  name: string,
  bytes: number | null,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<SourceFile> {
  const size = bytes ?? (await askSize(fetch, name, url, signal));
  return {
    name,
    bytes: size,
    stream: (ending) => Promise.resolve(resumingStream(url, name, fetch, ending)),
    slice: (from, to, ending = signal) => askSlice(url, name, from, to, fetch, ending),
  };
}

async function askSize(fetch: Fetch, name: string, url: string, signal: AbortSignal): Promise<number | null> {
  try {
    // Some servers know no HEAD, and addresses that were signed for GET refuse it: reading will tell.
    const response = await ask(fetch, name, url, { method: 'HEAD' }, signal, [400, 401, 403, 405, 501]);
    // Where a request was made as GET all the same, its body is not wanted.
    void response.body?.cancel().catch(() => undefined);
    if (response.status !== 200) return null;
    refuseWebPage(response, name);
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    return Number.isSafeInteger(length) && length > 0 ? length : null;
  } catch (thrown) {
    throw explained(thrown, name);
  }
}

async function askSlice(
  url: string,
  name: string,
  from: number,
  to: number,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  if (to <= from) return new ArrayBuffer(0);
  try {
    return await retrying(signal, async () => {
      const response = await ask(
        fetch,
        name,
        url,
        { headers: { range: `bytes=${from}-${to - 1}` } },
        signal,
        [206, 416],
      );
      if (response.status !== 206) {
        void response.body?.cancel().catch(() => undefined);
        throw downloadFailed(
          `${name}: its server does not give parts of files, which Parquet needs.`,
          'Download the file yourself, then drop it here.',
        );
      }
      const part = await readOrStall(response.arrayBuffer(), name).catch(() => {
        signal.throwIfAborted();
        throw new Interrupted(`${name} broke off`);
      });
      if (part.byteLength !== to - from) throw changed(name);
      return part;
    });
  } catch (thrown) {
    throw explained(thrown, name);
  }
}

/** The whole file as a stream that goes on behind its last byte when the line breaks. */
function resumingStream(url: string, name: string, fetch: Fetch, signal: AbortSignal): ReadableStream<Uint8Array> {
  let at = 0;
  let tag: string | null = null;
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null;

  async function open(): Promise<ReadableStreamDefaultReader<Uint8Array>> {
    const init: RequestInit = at > 0 ? { headers: { range: `bytes=${at}-` } } : {};
    const response = await ask(fetch, name, url, init, signal, at > 0 ? [206, 416] : []);
    refuseWebPage(response, name);
    const etag = response.headers.get('etag');
    const body = response.body ?? new Blob([]).stream();
    if (at > 0 && (response.status !== 206 || (tag !== null && etag !== tag))) {
      void body.cancel().catch(() => undefined);
      if (response.status === 206) throw changed(name);
      throw downloadFailed(`${name} broke off, and its server does not go on in the middle.`);
    }
    tag = etag;
    return body.getReader();
  }

  async function next(): Promise<Uint8Array | null> {
    reader ??= await open();
    try {
      const { done, value } = await readOrStall(reader.read(), name);
      return done ? null : value;
    } catch {
      const broken = reader;
      reader = null;
      void broken.cancel().catch(() => undefined);
      signal.throwIfAborted();
      throw new Interrupted(`${name} broke off`);
    }
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const bytes = await retrying(signal, next);
          if (bytes) controller.enqueue(bytes);
          else controller.close();
          at += bytes?.byteLength ?? 0;
        } catch (thrown) {
          throw explained(thrown, name);
        }
      },
      async cancel() {
        await reader?.cancel().catch(() => undefined);
      },
    },
    { highWaterMark: 1 },
  );
}

async function retrying<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (thrown) {
      signal.throwIfAborted();
      const wait = WAITS_MS[tries];
      if (!(thrown instanceof Interrupted) || wait === undefined) throw thrown;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        const ended = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', ended, { once: true });
      });
      signal.throwIfAborted();
    }
  }
}

function refuseWebPage(response: Response, name: string): void {
  if (!/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) return;
  void response.body?.cancel().catch(() => undefined);
  throw downloadFailed(
    `${name}: there is a web page at this address, not a file.`,
    'Use the address of the file itself.',
  );
}

function changed(name: string): FaultError {
  return new FaultError(fault('source-changed', `${name} is another file now than when reading began.`));
}

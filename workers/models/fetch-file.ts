import { faultOf } from '../../lib/model/fault.ts';
import type { ModelFile } from '../../lib/protocol/models.ts';
import { createDigest, type Digest } from './digest.ts';
import { corrupt, downloadFailed, storageFault } from './faults.ts';
import { Interrupted, request, retrying, StallWatch } from './http.ts';
import { continues, type Journal, journalOf, parseJournal } from './journal.ts';
import type { FileSink, World } from './ports.ts';
import type { ProgressMeter } from './progress.ts';
import { wrongContent } from './signature.ts';

// What an answer must show of itself before any of it is kept.
const HEAD_BYTES = 512;

/** The bytes are all there and are not the ones that the publisher names. */
class Damaged extends Error {}

/**
 * Fetches one file into `part` and verifies it. Goes on behind what an earlier try left there, also one of another
 * session. A damaged file is fetched once more from its start.
 * @returns the file's size
 * @throws FaultError `download-failed`, `model-corrupt`, `storage-full`; AbortError of the signal. What was read stays.
 */
export async function fetchFile(
  world: World,
  file: ModelFile,
  part: string,
  meter: ProgressMeter,
  signal: AbortSignal,
): Promise<number> {
  for (let damaged = 0; ; damaged++) {
    const fetching = new Fetching(world, file, part, meter, signal);
    try {
      return await retrying(
        world,
        signal,
        () => fetching.attempt(),
        () => fetching.takeGain(),
      );
    } catch (thrown) {
      signal.throwIfAborted();
      if (!(thrown instanceof Damaged)) throw storageFault(thrown);
      await forgetPart(world, part);
      if (damaged > 0) throw corrupt(thrown.message);
    }
  }
}

/** Deletes a partial file with its journal. */
export async function forgetPart({ store }: World, part: string): Promise<void> {
  await store.remove(part);
  await store.remove(journalPath(part));
}

/** Says what the partial file is a part of. */
export function writeJournal(world: World, part: string, journal: Journal): Promise<void> {
  return putText(world, journalPath(part), JSON.stringify(journal));
}

function journalPath(part: string): string {
  return `${part}.json`;
}

/** One file over several tries. */
class Fetching {
  /** The hash of the first `digested` bytes. */
  private digest: Digest | null = null;
  private digested = 0;
  private gained = false;

  constructor(
    private readonly world: World,
    private readonly file: ModelFile,
    private readonly part: string,
    private readonly meter: ProgressMeter,
    private readonly signal: AbortSignal,
  ) {}

  /** Whether bytes arrived since the last question. */
  takeGain(): boolean {
    const { gained } = this;
    this.gained = false;
    return gained;
  }

  async attempt(): Promise<number> {
    const journal = await this.journal();
    const there = journal ? ((await this.world.store.size(this.part)) ?? 0) : 0;
    const wanted = this.file.exact ? this.file.bytes : null;
    if (wanted !== null && there === wanted && there > 0) return this.verified(there);
    const from = journal && this.world.store.resumable && (wanted === null || there < wanted) ? there : 0;
    const watch = new StallWatch(this.signal, this.world.stallMs);
    try {
      const headers: HeadersInit = from > 0 ? { range: `bytes=${from}-` } : {};
      const init = { signal: watch.signal, headers };
      const response = await request(this.world, this.file.path, this.file.url, init, from > 0 ? [206, 416] : []);
      const start = response.status === 206 && journal && follows(response, from, journal) ? from : 0;
      if (response.status !== 200 && start === 0) {
        // The rest of another file, or nothing: only the whole file helps.
        void response.body?.cancel().catch(() => undefined);
        await forgetPart(this.world, this.part);
        throw new Interrupted(`${this.file.path} has changed on the server`, 0);
      }
      return await this.verified(await this.read(response, start, watch));
    } finally {
      watch.stop();
    }
  }

  private async journal(): Promise<Journal | null> {
    const blob = await this.world.store.open(journalPath(this.part));
    const journal = blob && parseJournal(await blob.text());
    return journal && continues(journal, this.file) ? journal : null;
  }

  /** Writes an answer's body behind `start`. @returns the size of what is there then */
  private async read(response: Response, start: number, watch: StallWatch): Promise<number> {
    const { store } = this.world;
    await this.digestUpTo(start);
    const chunks = this.chunks(response, watch);
    const head = start === 0 ? await this.head(chunks, response) : [];
    if (start === 0) {
      await forgetPart(this.world, this.part);
      await writeJournal(this.world, this.part, journalOf(this.file, response.headers.get('etag')));
    }
    const sink = await store.write(this.part, start);
    let at = start;
    const take = async (chunk: Uint8Array) => {
      at = await this.take(sink, at, chunk);
    };
    try {
      this.meter.at(this.file, at);
      for (const chunk of head) await take(chunk);
      for await (const chunk of chunks) await take(chunk);
    } finally {
      await sink.close();
    }
    return at;
  }

  private async take(sink: FileSink, at: number, chunk: Uint8Array): Promise<number> {
    const end = at + chunk.byteLength;
    if (this.file.exact && this.file.bytes !== null && end > this.file.bytes)
      throw new Damaged(`${this.file.path} is longer than its publisher says.`);
    await sink.write(chunk);
    this.digest?.update(chunk);
    this.digested = end;
    this.gained = true;
    this.meter.at(this.file, end, chunk.byteLength);
    return end;
  }

  /** The body as it arrives; a break or a stop of the line is an interruption. */
  private async *chunks(response: Response, watch: StallWatch): AsyncGenerator<Uint8Array, void, undefined> {
    const reader = response.body?.getReader();
    if (!reader) return;
    try {
      for (;;) {
        watch.moved();
        const { done, value } = await reader.read();
        if (done) return;
        this.signal.throwIfAborted();
        yield value;
      }
    } catch (thrown) {
      this.signal.throwIfAborted();
      const why = watch.stalled ? 'the server sends nothing any more' : faultOf(thrown).message;
      throw new Interrupted(`${this.file.path} broke off: ${why}`);
    } finally {
      void reader.cancel().catch(() => undefined);
    }
  }

  /** Enough of the start to see whether this is the file at all. */
  private async head(
    chunks: AsyncGenerator<Uint8Array, void, undefined>,
    response: Response,
  ): Promise<readonly Uint8Array[]> {
    const head: Uint8Array[] = [];
    let bytes = 0;
    while (bytes < HEAD_BYTES) {
      const next = await chunks.next();
      if (next.done) break;
      head.push(next.value);
      bytes += next.value.byteLength;
    }
    const start = new Uint8Array(bytes);
    head.reduce((at, chunk) => (start.set(chunk, at), at + chunk.byteLength), 0);
    const wrong = wrongContent(this.file.path, response.headers.get('content-type'), start);
    if (wrong === null) return head;
    await chunks.return();
    throw downloadFailed(
      `The server sent ${wrong} for ${this.file.path}.`,
      'Does this network ask you to log in first? Otherwise the address may be wrong.',
    );
  }

  /** Brings the hash to the place where writing goes on; reads from disk what it has not seen. */
  private async digestUpTo(end: number): Promise<void> {
    if (!this.file.hash) return;
    if (this.digest && this.digested === end) return;
    this.digest = createDigest(this.file.hash.algorithm, this.file.bytes ?? 0);
    this.digested = 0;
    if (end === 0) return;
    const blob = await this.world.store.open(this.part);
    for await (const chunk of (blob ?? new Blob()).slice(0, end).stream()) {
      this.signal.throwIfAborted();
      this.digest.update(chunk);
      this.digested += chunk.byteLength;
      this.meter.verifying();
    }
  }

  private async verified(bytes: number): Promise<number> {
    const { file } = this;
    // The server ended the body early and said so to nobody.
    if (file.exact && file.bytes !== null && bytes < file.bytes)
      throw new Interrupted(`${file.path} broke off after ${bytes} of ${file.bytes} bytes`);
    await this.digestUpTo(bytes);
    const { digest } = this;
    this.digest = null;
    if (file.hash && digest?.hex() !== file.hash.hex)
      throw new Damaged(`${file.path} does not have the hash that its publisher names.`);
    return bytes;
  }
}

/** Whether a partial answer is the rest of what was begun. */
function follows(response: Response, from: number, journal: Journal): boolean {
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
  // Hosts behind the hub do not let pages read this header; then the hash at the end has to tell.
  if (range && Number(range[1]) !== from) return false;
  if (range && journal.bytes !== null && range[2] !== '*' && Number(range[2]) !== journal.bytes) return false;
  return journal.hash !== null || response.headers.get('etag') === journal.etag;
}

/** Replaces a small file whole: whoever reads it finds the old text or the new one. */
export async function putText({ store }: World, path: string, text: string): Promise<void> {
  const next = `${path}.new`;
  const sink = await store.write(next, 0);
  try {
    await sink.write(new TextEncoder().encode(text));
  } finally {
    await sink.close();
  }
  await store.move(next, path);
}

import { type BombGuard, piecesOf } from './bomb-guard.ts';

// Deflate gives a thousand bytes for one at most, so a piece never fills more than 16 MiB.
const PIECE = 16 * 1024;
const MAGIC = [0x1f, 0x8b, 0x08] as const;

/**
 * gzip, of one member or several (files that were joined, or compressed in parallel). Browsers refuse what follows the first
 * member, so members are told apart here: one ends where the next one's first bytes stand and the four bytes before them say
 * just how much came out so far.
 * @throws whatever damaged bytes make the browser throw; FaultError of the guard
 */
export async function* gunzip(
  bytes: AsyncIterable<Uint8Array>,
  guard: BombGuard,
): AsyncGenerator<Uint8Array, void, undefined> {
  let member = new Member(guard);
  let rest = new Uint8Array(0);
  try {
    for await (const chunk of bytes) {
      for (const piece of piecesOf(chunk, PIECE)) {
        const joined = new Uint8Array(rest.length + piece.length);
        joined.set(rest);
        joined.set(piece, rest.length);
        // What may be the beginning of a member's first bytes waits for the next piece.
        const held = heldBack(joined);
        rest = joined.slice(joined.length - held);
        let fed = joined.subarray(0, joined.length - held);
        for (let at = nextMagic(fed, 0); at >= 0; at = nextMagic(fed, at + 1)) {
          if (at === 0 && member.fed === 0) continue;
          yield* member.feed(fed.subarray(0, at));
          fed = fed.subarray(at);
          at = 0;
          yield* member.settle();
          if (!member.mayEndHere()) continue;
          yield* member.end();
          member = new Member(guard);
        }
        yield* member.feed(fed);
      }
    }
    yield* member.feed(rest);
    yield* member.settle();
    yield* member.end();
  } finally {
    member.abandon();
  }
}

function nextMagic(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(MAGIC[0], from); at >= 0; at = bytes.indexOf(MAGIC[0], at + 1)) {
    if (bytes[at + 1] === MAGIC[1] && bytes[at + 2] === MAGIC[2]) return at;
  }
  return -1;
}

function heldBack(bytes: Uint8Array): number {
  if (bytes.at(-1) === MAGIC[0]) return 1;
  return bytes.at(-2) === MAGIC[0] && bytes.at(-1) === MAGIC[1] ? 2 : 0;
}

/** One member in the browser's decompressor. */
class Member {
  fed = 0;
  private made = 0;
  private readonly last = new Uint8Array(4);
  private readonly writer: WritableStreamDefaultWriter<BufferSource>;
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private reading: Promise<ReadableStreamReadResult<Uint8Array>> | null = null;

  constructor(private readonly guard: BombGuard) {
    const stream = new DecompressionStream('gzip');
    this.writer = stream.writable.getWriter();
    this.reader = (stream.readable as ReadableStream<Uint8Array>).getReader();
    // Faults come out of reads and writes; this promise would report them once more.
    this.writer.closed.catch(() => undefined);
    this.reader.closed.catch(() => undefined);
  }

  async *feed(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
    if (bytes.length === 0) return;
    this.guard.took(bytes.length);
    this.fed += bytes.length;
    const tail = bytes.subarray(-4);
    this.last.copyWithin(0, tail.length);
    this.last.set(tail, 4 - tail.length);
    yield* this.until(this.writer.write(bytes.slice()));
  }

  /**
   * Waits until all that the bytes so far stand for was given out. A stream takes the next write only when what it made was
   * read, so an empty one comes through exactly then; and an error would otherwise throw away what waits.
   */
  async *settle(): AsyncGenerator<Uint8Array, void, undefined> {
    yield* this.until(this.writer.write(new Uint8Array(0)));
  }

  /** Whether the last four bytes say how much came out: the end of a member does. */
  mayEndHere(): boolean {
    const size = new DataView(this.last.buffer).getUint32(0, true);
    return this.fed >= 18 && size === this.made % 2 ** 32;
  }

  async *end(): AsyncGenerator<Uint8Array, void, undefined> {
    const closing = this.writer.close();
    closing.catch(() => undefined);
    for (;;) {
      const { done, value } = await this.read();
      this.reading = null;
      if (done) break;
      yield this.count(value);
    }
    await closing;
  }

  abandon(): void {
    this.reading?.catch(() => undefined);
    this.writer.abort().catch(() => undefined);
    this.reader.cancel().catch(() => undefined);
  }

  private read(): Promise<ReadableStreamReadResult<Uint8Array>> {
    this.reading ??= this.reader.read();
    return this.reading;
  }

  /** Gives out what is made while a write is under way. */
  private async *until(writing: Promise<void>): AsyncGenerator<Uint8Array, void, undefined> {
    const written = writing.then(() => null);
    written.catch(() => undefined);
    for (;;) {
      // Reading comes first: when both are there, something is still to be given out.
      const first = await Promise.race([this.read(), written]);
      if (first === null) return;
      this.reading = null;
      if (first.done) return;
      yield this.count(first.value);
    }
  }

  private count(bytes: Uint8Array): Uint8Array {
    this.guard.gave(bytes.length);
    this.made += bytes.length;
    return bytes;
  }
}

import { Decompress } from 'fzstd';
import { type BombGuard, corrupt, piecesOf } from './bomb-guard.ts';

// A block of four bytes can give 128 KiB: a piece of this size at most 128 MiB, which the guard cuts short.
const PIECE = 4096;

/** What a decompressor is ready to look back on. `zstd` itself refuses more than this unless it is told otherwise. */
const MAX_WINDOW = 128 * 1024 * 1024;

/** Zstandard, of one frame or several. @throws whatever damaged bytes make the library throw; FaultError of the guard */
export async function* unzstd(
  bytes: AsyncIterable<Uint8Array>,
  guard: BombGuard,
): AsyncGenerator<Uint8Array, void, undefined> {
  const out: Uint8Array[] = [];
  const decoder = new Decompress((chunk) => {
    guard.gave(chunk.length);
    if (chunk.length > 0) out.push(chunk);
  });
  let first = true;
  for await (const chunk of bytes) {
    if (first) checkWindow(chunk);
    first = false;
    for (const piece of piecesOf(chunk, PIECE)) {
      guard.took(piece.length);
      // The library keeps what it is given.
      decoder.push(piece.slice(), false);
      yield* out.splice(0);
    }
  }
  decoder.push(new Uint8Array(0), true);
  yield* out.splice(0);
}

/** A frame's header says how much memory it wants, and would be given up to 2 GB. */
function checkWindow(head: Uint8Array): void {
  const [flags, window] = [head[4] ?? 0, head[5] ?? 0];
  const singleSegment = (flags & 0x20) !== 0;
  if (head[0] !== 0x28 || singleSegment) return;
  const base = 2 ** (10 + (window >> 3));
  if (base + (base / 8) * (window & 7) > MAX_WINDOW) {
    throw corrupt('The Zstandard file needs more memory to be read than a browser gives.');
  }
}

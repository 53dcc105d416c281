import { gzip } from 'pako';
import type { Random } from '../sampling/random.ts';

/** zlib's best; the level of Python's `gzip.compress`. */
const LEVEL = 9;

/**
 * Compression ratio (Shaib et al. 2024): bytes of the texts joined by spaces over their bytes under gzip, 1 or more for
 * all but tiny texts; higher is more repetitive. zlib's own DEFLATE (pako is a port of it, byte by byte), so Python's
 * `gzip.compress` gives the same figure. PyPI `diversity` compresses what is compressed once more, which adds some
 * twenty bytes; here it is done once.
 */
export function compressionRatio(texts: readonly string[]): number {
  const bytes = new TextEncoder().encode(texts.join(' '));
  return bytes.length / gzip(bytes, { level: LEVEL }).length;
}

/**
 * The mean over `shuffles` orders of the texts: DEFLATE looks back 32 KiB, so its figure depends on which texts stand
 * near each other. @param random the same draws give the same figure
 */
export function meanCompressionRatio(texts: readonly string[], shuffles: number, random: Random): number {
  let sum = 0;
  for (let i = 0; i < shuffles; i++) sum += compressionRatio(shuffled(texts, random));
  return sum / shuffles;
}

function shuffled(texts: readonly string[], random: Random): string[] {
  const order = [...texts];
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const moved = order[i] ?? '';
    order[i] = order[j] ?? '';
    order[j] = moved;
  }
  return order;
}

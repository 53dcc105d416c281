import type { Compression } from '../../../lib/model/file-shape.ts';
import { FaultError } from '../../../lib/model/fault.ts';
import { BombGuard, corrupt } from './bomb-guard.ts';
import { gunzip } from './gunzip.ts';
import { unzstd } from './unzstd.ts';

/**
 * What compressed bytes stand for, as they arrive. What could be inflated comes before any fault.
 * @throws FaultError `file-corrupt` for bytes that break off, are damaged or inflate beyond all measure
 */
export async function* decompress(
  bytes: AsyncIterable<Uint8Array>,
  compression: Compression,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (compression === 'none') {
    yield* bytes;
    return;
  }
  const guard = new BombGuard();
  let source: unknown = null;
  const watched = watch(bytes, (thrown) => (source = thrown));
  try {
    yield* compression === 'gzip' ? gunzip(watched, guard) : unzstd(watched, guard);
  } catch (thrown) {
    // Faults of the source itself, a lost connection for one, say nothing about the file.
    if (source !== null || thrown instanceof FaultError) throw thrown;
    const name = compression === 'gzip' ? 'gzip' : 'Zstandard';
    throw corrupt(`The ${name} file breaks off or is damaged: what comes before was read.`);
  }
}

async function* watch(
  bytes: AsyncIterable<Uint8Array>,
  failed: (thrown: unknown) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* bytes;
  } catch (thrown) {
    failed(thrown ?? new Error());
    throw thrown;
  }
}

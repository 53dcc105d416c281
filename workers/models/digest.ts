import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { FileHash } from '../../lib/protocol/models.ts';

export interface Digest {
  update(bytes: Uint8Array): void;
  hex(): string;
}

/**
 * A hash that is fed as the bytes arrive; `crypto.subtle` wants the whole file at once.
 * @param bytes the whole file's size, which git puts before a blob's content
 */
export function createDigest(algorithm: FileHash['algorithm'], bytes: number): Digest {
  const hash = { sha256, md5, 'git-blob': sha1 }[algorithm].create();
  if (algorithm === 'git-blob') hash.update(new TextEncoder().encode(`blob ${bytes}\0`));
  return { update: (chunk) => void hash.update(chunk), hex: () => bytesToHex(hash.digest()) };
}

import { sha256 } from '@noble/hashes/sha2.js';
import type { PersonaId } from '../model/ids.ts';
import { ID_DOMAIN } from './normalise.ts';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';
/** Characters of an id that its first 32 bits are in. */
const CHARACTERS = 7;
const domain = new TextEncoder().encode(ID_DOMAIN);

/** The first 32 bits of a persona's id, or null for what is no id. */
export function idWord(id: PersonaId): number | null {
  if (!/^[0-9a-hjkmnp-tv-z]{16}$/.test(id)) return null;
  let bits = 0n;
  for (const character of id.slice(0, CHARACTERS)) bits = (bits << 5n) | BigInt(CROCKFORD.indexOf(character));
  return Number(bits >> 3n);
}

/** The same of the text whose normalised UTF-8 is `bytes`: without making it a string, because a million are asked. */
export function idWordOfText(bytes: Uint8Array): number {
  const digest = sha256.create().update(domain).update(bytes).digest();
  return ((digest[0] ?? 0) * 0x1000000 + (((digest[1] ?? 0) << 16) | ((digest[2] ?? 0) << 8) | (digest[3] ?? 0))) >>> 0;
}

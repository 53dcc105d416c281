import { sha256 } from '@noble/hashes/sha2.js';
import type { PersonaId } from '../model/ids.ts';

/** Crockford's base32 in lower case: no i, l, o, u, so that an id survives being read aloud or typed. */
const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * 80 bits: among a billion personas the odds of any two sharing an id are about one in two million, and 16 characters
 * still fit a link with eight columns.
 */
const ID_BYTES = 10;

/** Says which normalising the id was made with. A change of `normalisePersona` needs a new number here. */
export const ID_DOMAIN = 'persona/1\n';

// What UTF-8 cannot carry. Replaced here, so that the text is the same before and after packing.
const loneSurrogates = /\p{Surrogate}/gu;
// Control characters that are not white space, and the byte order mark, which is invisible in the middle of a text.
const controls = /(?!\p{White_Space})\p{Control}|\uFEFF/gu;
const spaces = /\p{White_Space}+/gu;

/**
 * The text by which a persona is known: Unicode NFC, control characters removed, each run of white space (line breaks
 * too) one space, none at the ends, lone surrogates replaced by U+FFFD. Case is kept. Normalising twice changes
 * nothing. The result may be empty.
 */
export function normalisePersona(text: string): string {
  // Removal comes first: it can bring a letter and its accent together, which NFC then joins.
  return text
    .replace(loneSurrogates, '\uFFFD')
    .replace(controls, '')
    .normalize('NFC')
    .replace(spaces, ' ')
    .replace(/^ | $/g, '');
}

/**
 * A persona's id: 16 characters of base32, the first 80 bits of the SHA-256 of its normalised text. The same in every
 * browser, and for every spelling of the text that normalises alike.
 */
export function personaId(text: string): PersonaId {
  const digest = sha256(new TextEncoder().encode(ID_DOMAIN + normalisePersona(text)));
  let id = '';
  let bits = 0;
  let held = 0;
  for (const byte of digest.subarray(0, ID_BYTES)) {
    bits = ((bits << 8) | byte) & 0xfff; // at most 4 bits wait when 8 more arrive
    held += 8;
    while (held >= 5) {
      held -= 5;
      id += CROCKFORD.charAt((bits >>> held) & 31);
    }
  }
  return id as PersonaId;
}

import { fold } from '../fold.ts';

/** The form of a code point begins with a mark that sorting may move before marks ahead of it. */
export const MOVES = 1;
/** The form ends with such a mark. */
export const MOVABLE = 2;

// U+0334 has the lowest combining class there is but 0: whatever has a higher one changes places with it.
const LOWEST = '\u0334';

function movable(character: string): boolean {
  const plain = character.normalize('NFD');
  return `x${plain}${LOWEST}`.normalize('NFD') !== `x${plain}${LOWEST}`;
}

/**
 * Folded UTF-8 of single code points, made when first asked for. An entry at `at` is: its length in bytes at
 * `bytes[at]`, its flags at `bytes[at + 1]`, then its bytes. The longest form known is 36 bytes.
 *
 * Folding a text code point by code point gives what `fold` gives, unless an entry that is MOVABLE is followed by one
 * that MOVES: canonical order may then change the two.
 */
export class FoldTable {
  bytes = new Uint8Array(1 << 14);
  // Entries begin at 1, so that 0 says "not made yet".
  private used = 1;
  private readonly plane = new Uint32Array(0x1_0000);
  private readonly beyond = new Map<number, number>();
  private readonly encoder = new TextEncoder();

  /** Where the entry of a code point stands in `bytes` (which is another array after it grew). */
  at(codePoint: number): number {
    if (codePoint < 0x1_0000) {
      const known = this.plane[codePoint] ?? 0;
      return known !== 0 ? known : (this.plane[codePoint] = this.make(codePoint));
    }
    const known = this.beyond.get(codePoint);
    if (known !== undefined) return known;
    const made = this.make(codePoint);
    this.beyond.set(codePoint, made);
    return made;
  }

  private make(codePoint: number): number {
    const characters = Array.from(fold(String.fromCodePoint(codePoint)));
    const form = this.encoder.encode(characters.join(''));
    const flags = (movable(characters[0] ?? 'x') ? MOVES : 0) | (movable(characters.at(-1) ?? 'x') ? MOVABLE : 0);
    const at = this.used;
    this.used += form.length + 2;
    if (this.used > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.used, this.bytes.length * 2));
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[at] = form.length;
    this.bytes[at + 1] = flags;
    this.bytes.set(form, at + 2);
    return at;
  }
}

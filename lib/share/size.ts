import { MAX_LINK_CHARS } from './limits.ts';

/** From here on a link is too long for one message of some places. */
export const LONG_LINK_CHARS = 2000;
export const VERY_LONG_LINK_CHARS = 4000;
/** Bytes in the largest QR code (version 40, lowest correction; ISO/IEC 18004). */
export const MAX_QR_BYTES = 2953;

export type LinkSizeKind = 'short' | 'long' | 'very-long' | 'too-long';

/** What a link of some length can and cannot do. */
export interface LinkSize {
  /** Of the whole address. */
  readonly characters: number;
  readonly kind: LinkSizeKind;
  /** What it will not do, a sentence each, the weightiest first; empty when there is nothing to say. */
  readonly warnings: readonly string[];
  /** Whether a QR code can hold it. */
  readonly qr: boolean;
}

const QR_WARNING = `A QR code holds ${words(MAX_QR_BYTES)} characters at most, so there is none.`;

/**
 * Judges the length of a link.
 * @param fragment from `#` on, as the share worker packs it
 * @param base what stands before it, such as `https://example.org/`
 */
export function linkSize(fragment: string, base = ''): LinkSize {
  const characters = base.length + fragment.length;
  // A fragment is ASCII, and so is an address as browsers write it: a character is a byte.
  const qr = characters <= MAX_QR_BYTES;
  const kind = kindOf(characters, fragment.length);
  return { characters, kind, warnings: [...warningsOf(kind), ...(qr ? [] : [QR_WARNING])], qr };
}

function kindOf(characters: number, fragment: number): LinkSizeKind {
  if (fragment > MAX_LINK_CHARS) return 'too-long';
  if (characters > VERY_LONG_LINK_CHARS) return 'very-long';
  return characters > LONG_LINK_CHARS ? 'long' : 'short';
}

function warningsOf(kind: LinkSizeKind): readonly string[] {
  switch (kind) {
    case 'short':
      return [];
    case 'long':
      return [
        `Longer than ${words(LONG_LINK_CHARS)} characters: Discord and some other chats refuse a message of this length or cut the link off.`,
      ];
    case 'very-long':
      return [
        `Longer than ${words(VERY_LONG_LINK_CHARS)} characters: most chats and some mail programs cut the link off. A file arrives whole.`,
      ];
    case 'too-long':
      return [`Longer than ${words(MAX_LINK_CHARS)} characters: it would not be opened. Save it as a file instead.`];
  }
}

function words(count: number): string {
  return count.toLocaleString('en');
}

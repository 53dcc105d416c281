/** A piece of a text, or a character in it that shows nothing by itself. */
export type VisiblePart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'hidden';
      /** The character itself. */
      readonly text: string;
      /** Such as `U+202E`. */
      readonly code: string;
      /** What it does, in words. */
      readonly name: string;
    };

/**
 * Characters without a shape of their own: controls but tab and line breaks, directions, joiners, fillers, tags,
 * variation selectors, separators, lone surrogates and noncharacters.
 */
const hidden =
  /[\p{Control}\p{Format}\p{Surrogate}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2028\u2029]/gu;

/** Between these, joiners and selectors are part of how a word or an emoji is written. */
const joining =
  /[\p{Script=Arab}\p{Script=Syrc}\p{Script=Mong}\p{Script=Nko}\p{Script=Deva}\p{Script=Beng}\p{Script=Guru}\p{Script=Gujr}\p{Script=Orya}\p{Script=Taml}\p{Script=Telu}\p{Script=Knda}\p{Script=Mlym}\p{Script=Sinh}\p{Script=Khmr}\p{Script=Mymr}\p{Script=Tibt}]/u;
const pictograph = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]/u;
const selectable = /[\p{Emoji}\p{Ideographic}\p{Script=Mong}\p{Math}]/u;

const names: readonly (readonly [first: number, last: number, name: string])[] = [
  [0x00ad, 0x00ad, 'soft hyphen'],
  [0x061c, 0x061c, 'direction mark'],
  [0x115f, 0x1160, 'filler'],
  [0x3164, 0x3164, 'filler'],
  [0xffa0, 0xffa0, 'filler'],
  [0x200b, 0x200b, 'zero-width space'],
  [0x200c, 0x200d, 'zero-width joiner'],
  [0x200e, 0x200f, 'direction mark'],
  [0x2028, 0x2029, 'separator'],
  [0x202a, 0x202b, 'direction embedding'],
  [0x202c, 0x202c, 'end of a direction'],
  [0x202d, 0x202e, 'direction override'],
  [0x2060, 0x2060, 'word joiner'],
  [0x2066, 0x2068, 'direction isolate'],
  [0x2069, 0x2069, 'end of a direction'],
  [0xfe00, 0xfe0f, 'variation selector'],
  [0xfeff, 0xfeff, 'byte order mark'],
  [0xe0000, 0xe007f, 'tag'],
  [0xe0100, 0xe01ef, 'variation selector'],
  [0xd800, 0xdfff, 'half of a character'],
];

/**
 * Cuts a text so that a screen can show what would otherwise be hidden in it: characters that turn the direction of
 * what follows, take no room, or control nothing here. Tabs, line breaks, and joiners and selectors where a script or
 * an emoji needs them stay text. Joined, the parts are the text again.
 */
export function makeVisible(text: string): readonly VisiblePart[] {
  const parts: VisiblePart[] = [];
  let from = 0;
  for (const found of text.matchAll(hidden)) {
    const [char] = found;
    const at = found.index;
    if (belongs(char, text, at)) continue;
    if (at > from) parts.push({ kind: 'text', text: text.slice(from, at) });
    parts.push({ kind: 'hidden', text: char, ...namesOf(char) });
    from = at + char.length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

/** As `makeVisible`, in one line of text: hidden characters become `⟦U+202E⟧`. */
export function visibleText(text: string): string {
  return makeVisible(text)
    .map((part) => (part.kind === 'text' ? part.text : `⟦${part.code}⟧`))
    .join('');
}

/** How many characters of a text `makeVisible` would show. */
export function countHidden(text: string): number {
  return makeVisible(text).filter(({ kind }) => kind === 'hidden').length;
}

function belongs(char: string, text: string, at: number): boolean {
  if (char === '\n' || char === '\t' || char === '\r') return true;
  const before = /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? '';
  const after = /^./su.exec(text.slice(at + char.length, at + char.length + 2))?.[0] ?? '';
  if (char === '\u200C' || char === '\u200D') {
    if (joining.test(before) && joining.test(after)) return true;
    return char === '\u200D' && pictograph.test(before) && pictograph.test(after);
  }
  // One selector after something that has several looks; any more could carry a message.
  if (/^[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]$/u.test(char)) return selectable.test(before);
  return false;
}

function namesOf(char: string): { readonly code: string; readonly name: string } {
  const point = char.codePointAt(0) ?? 0;
  const name = names.find(([first, last]) => point >= first && point <= last)?.[2];
  const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  return { code, name: name ?? (/\p{Control}/u.test(char) ? 'control character' : 'invisible character') };
}

/** A link's parts as they stand in its fragment; nothing in them is checked. */
export interface LinkParts {
  readonly version: number;
  readonly payload: string;
  readonly checksum: string;
}

const link = /(?<![\w-])v([1-9]\d{0,8})\.([\w-]+)\.([\w-]{6})(?![\w-])/;
/** A later version may be written in another way behind its number. */
const otherLink = /(?<![\w-])v([1-9]\d{0,8})\./;
/** White space, and characters that are not seen: chats break long lines, and some mark where they did. */
const breaks = /[\s\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]+/g;

/**
 * Finds the fragment in what somebody pasted: the fragment with or without its `#`, or a whole address, with what chats
 * and mail programs do to one: line breaks, percent-encoding, brackets around it, punctuation behind it. None of these
 * characters can be part of a fragment, so nothing is guessed. Null when there is no such fragment.
 * @param text at most MAX_LINK_CHARS
 */
export function findLink(text: string): LinkParts | null {
  const all = decoded(text);
  // What stands before it may look like one.
  const plain = all.slice(Math.max(0, all.search(/#v[1-9]/)));
  const found = link.exec(plain) ?? link.exec(plain.replace(breaks, ''));
  const [, version, payload, checksum] = found ?? otherLink.exec(plain) ?? [];
  if (version === undefined) return null;
  return { version: Number(version), payload: payload ?? '', checksum: checksum ?? '' };
}

/** Percent-encoded once or twice, as a link within a link is. Only ASCII matters here. */
function decoded(text: string): string {
  const once = (given: string) =>
    given.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return once(once(text));
}

/** How files of these kinds begin; what begins otherwise is not what its name says. */
const beginnings: readonly (readonly [RegExp, readonly number[], string])[] = [
  [/\.gguf$/i, [0x47, 0x47, 0x55, 0x46], 'a GGUF file'],
  [/\.wasm$/i, [0x00, 0x61, 0x73, 0x6d], 'a WebAssembly library'],
];

// Enough for a doctype behind a byte order mark, a comment and some white space.
const LOOK_BYTES = 512;

/**
 * Whether an answer is visibly not the file asked for: a page of a portal or a proxy, a pointer instead of the content.
 * @param start the first bytes of the file
 * @returns what is wrong, as the end of "The server sent …"; null when nothing is.
 */
export function wrongContent(path: string, contentType: string | null, start: Uint8Array): string | null {
  const text = new TextDecoder().decode(start.subarray(0, LOOK_BYTES)).trimStart().toLowerCase();
  const page = text.startsWith('<!doctype') || text.startsWith('<html') || text.startsWith('<?xml');
  if (page || /^text\/html\b/i.test(contentType ?? '')) return 'a web page';
  if (text.startsWith('version https://git-lfs')) return 'a pointer to the file instead of the file';
  for (const [name, magic, what] of beginnings)
    if (name.test(path) && magic.some((byte, i) => start[i] !== byte)) return `something that is not ${what}`;
  if (/\.json$/i.test(path) && start.length > 0 && !/^[[{"]/.test(text)) return 'something that is not JSON';
  return null;
}

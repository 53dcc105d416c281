/** UTF-16 units at the start that are the same in both; a character outside the first plane is never cut in two. */
export function samePrefix(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  const cut = at > 0 && at < Math.max(a.length, b.length) && (splits(a, at) || splits(b, at));
  return cut ? at - 1 : at;
}

function splits(text: string, at: number): boolean {
  return isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

/** By code point. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

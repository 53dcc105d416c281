/** Longer ones are not addresses that somebody reads. */
const LONGEST = 2_000;

/**
 * The address in full if it may be followed, as the browser would go there: punycode for hosts of other scripts, so that
 * none looks like another. Null for whatever is not http, https or mailto, is relative, or hides its host behind a name.
 */
export function safeAddress(written: string): string | null {
  // URL would take control characters and spaces out, and so go elsewhere than what is read.
  if (written.length > LONGEST || !/^(?:https?:\/\/|mailto:)[^\s\p{C}\\]+$/iu.test(written)) return null;
  if (!URL.canParse(written)) return null;
  const url = new URL(written);
  if (url.protocol === 'mailto:') return /^[^@?]+@[^@?]+$/.test(url.pathname) ? `mailto:${url.pathname}` : null;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  return url.username === '' && url.password === '' && url.hostname !== '' ? url.href : null;
}

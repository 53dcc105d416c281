import { MAX_LABEL_CHARS } from './limits.ts';
import { makeVisible } from './visible.ts';

/** Stands where an address was taken out. */
const TAKEN_OUT = '…';

/** `scheme://…` up to the next white space. */
const scheme = /\b[a-z][a-z0-9+.-]*:\/\/\S*/gi;
/** Who is asked at which host: mail addresses and `user@host`. */
const mail = /\S+@\S+/g;
/** Four decimal parts, or hexadecimal ones with colons; with a port or without. */
const numeric =
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\[[0-9a-f:.%]*:[0-9a-f:.%]*\](?::\d+)?|(?:\b[0-9a-f]{1,4})?(?::[0-9a-f]{0,4}){2,7}/gi;
/** A name with a port, and this device by name. */
const withPort = /\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*:\d{2,5}\b\S*|\blocalhost\b\S*/gi;
/**
 * A name under a domain that servers of models are found at. Only the usual ones: names of models and their files have
 * dots, too (`model.gguf`, `Qwen2.5`).
 */
const domain =
  /\b(?:[a-z0-9][a-z0-9-]*\.)+(?:com|net|org|io|ai|dev|app|cloud|edu|gov|co|me|info|xyz|tech|de|fr|uk|eu|us|cn|jp|ru|in|ch|at|nl|se|no|dk|fi|pl|it|es|br|ca|au|local|localdomain|lan|home|internal|intranet|corp|arpa|test|onion)\b(?:\/\S*)?/gi;

/**
 * A name in one line as links carry it: no characters that are not seen, single spaces, at most MAX_LABEL_CHARS. Doing
 * it twice changes nothing.
 */
export function label(text: string): string {
  const seen = makeVisible(text.normalize('NFC').replace(/\s+/g, ' '))
    .map((part) => (part.kind === 'text' ? part.text : ''))
    .join('');
  // Taking characters out may have brought two spaces, or a letter and its accent, together.
  const joined = seen.normalize('NFC').replace(/\s+/g, ' ').trim();
  return joined.length <= MAX_LABEL_CHARS ? joined : cut(joined);
}

/** As `label`, or null for null and for what has nothing to show. */
export function labelOrNull(text: string | null): string | null {
  const shown = text === null ? '' : label(text);
  return shown === '' ? null : shown;
}

/** A name for people without what looks like the address of a server, a mail box or a place on a disk. */
export function withoutAddresses(name: string): string {
  const bare = [scheme, mail, numeric, withPort, domain].reduce((text, one) => text.replace(one, TAKEN_OUT), name);
  return bare.split(' ').map(lastOfPath).join(' ');
}

/** The file of a path; `owner/name`, as hubs write it, stays. */
function lastOfPath(word: string): string {
  const parts = word.split(/[/\\]+/);
  const hub =
    parts.length === 2 && parts[0] !== '' && !word.includes('\\') && !/^(?:~|\.{1,2}|[a-z]:)$/i.test(parts[0] ?? '');
  return parts.length === 1 || hub ? word : (parts.filter((part) => part !== '').at(-1) ?? TAKEN_OUT);
}

function cut(text: string): string {
  let kept = '';
  for (const char of text) {
    if (kept.length + char.length >= MAX_LABEL_CHARS) break;
    kept += char;
  }
  // A joiner that is last joins nothing any more.
  return label(`${kept.trimEnd()}${TAKEN_OUT}`);
}

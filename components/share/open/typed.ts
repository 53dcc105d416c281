import { findLink } from '../../../lib/share/find-link.ts';
import { MAX_LINK_CHARS } from '../../../lib/share/limits.ts';

const local = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const link = /(?:#|%23)v[1-9]/i;

/** What was typed or pasted: a link of this app (by its fragment, whatever host it names), an address of a file, or neither. */
export type Typed =
  | { readonly kind: 'link'; readonly fragment: string }
  | { readonly kind: 'address'; readonly url: URL }
  | { readonly kind: 'too-long' }
  | null;

/** Only https is asked, or a server on this machine. */
export function readTyped(typed: string): Typed {
  const text = typed.trim();
  if (text.length > MAX_LINK_CHARS) return { kind: 'too-long' };
  const url = URL.canParse(text) ? new URL(text) : null;
  // Folders of addresses may look like a link's start: `/v1.2/`.
  if (url && !link.test(text)) return isAsked(url) ? { kind: 'address', url } : null;
  const found = findLink(text);
  if (!found) return null;
  const { version, payload, checksum } = found;
  return { kind: 'link', fragment: `#v${version}.${payload}.${checksum}` };
}

function isAsked({ protocol, hostname, username, password }: URL): boolean {
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && local.test(hostname));
}

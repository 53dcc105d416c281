/** Where a server is asked, as far as its address tells. */
export type EndpointReach = 'this-device' | 'local-network' | 'internet';

export type EndpointUrl =
  | {
      readonly ok: true;
      /** Ends in a slash; paths such as `chat/completions` are appended to it. */
      readonly url: string;
      /** A key is bound to this. */
      readonly origin: string;
      readonly reach: EndpointReach;
      /** What the user should know before using it, in a sentence; null when there is nothing. */
      readonly warning: string | null;
    }
  | { readonly ok: false; readonly reason: string };

// Longer than any address that a person types.
const LONGEST = 500;

const refuse = (reason: string): EndpointUrl => ({ ok: false, reason });

/**
 * Reads the base address of an OpenAI-compatible server as a person types it. A bare origin gets `/v1/`, which all of
 * the usual servers answer at; a path is taken as it is. What it returns reads back as itself.
 */
export function readEndpointUrl(typed: string): EndpointUrl {
  const text = typed.trim();
  if (text === '') return refuse('Type the address of the server, such as http://localhost:11434/v1/.');
  if (text.length > LONGEST) return refuse(`An address has at most ${LONGEST} characters.`);
  // The URL parser drops these silently; an address that holds one was not typed like that.
  if (/[\s\\]/.test(text)) return refuse('An address holds no spaces and no backslashes.');
  // Without this, `user:password@host` and `localhost:1234` would be read as addresses of schemes of their own.
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return refuse('Begin the address with http:// or https://.');
  if (!URL.canParse(text)) return refuse('This is not an address.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('Only http and https can be used.');
  if (url.username !== '' || url.password !== '' || /^[a-z]+:\/\/[^/?#]*@/i.test(text))
    return refuse('Leave the name and password out of the address; a key has its own field.');
  if (text.includes('#')) return refuse('Leave out the part of the address after #.');
  if (text.includes('?')) return refuse('Leave out the part of the address after ?; a key has its own field.');
  const reach = reachOf(url.hostname);
  if (url.protocol === 'http:' && reach === 'internet')
    return refuse(
      'A server on the internet needs https: over http anybody on the way could read the key and the text.',
    );
  const path = url.pathname.replace(/\/+$/, '');
  return {
    ok: true,
    url: `${url.origin}${path === '' ? '/v1' : path}/`,
    origin: url.origin,
    reach,
    warning:
      url.protocol === 'http:' && reach === 'local-network'
        ? 'Over http, others on this network can read the key and the text.'
        : null,
  };
}

/** @param hostname as URL gives it: lower case, IPv4 in four decimal parts, IPv6 in brackets and shortened. */
function reachOf(hostname: string): EndpointReach {
  const host = hostname.replace(/\.$/, '');
  if (host === 'localhost' || host.endsWith('.localhost') || host === '[::1]') return 'this-device';
  // Names that routers and Bonjour give to devices; never on the internet.
  if (host.endsWith('.local') || host.endsWith('.home.arpa')) return 'local-network';
  const parts = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
  if (parts) {
    const [first, second] = [Number(parts[1]), Number(parts[2])];
    if (first === 127) return 'this-device';
    const isPrivate =
      first === 10 ||
      (first === 172 && second >= 16 && second <= 31) ||
      (first === 192 && second === 168) ||
      (first === 169 && second === 254);
    return isPrivate ? 'local-network' : 'internet';
  }
  // Unique local (fc00::/7) and link-local (fe80::/10) addresses.
  return /^\[f[cd][0-9a-f]{2}:|^\[fe[89ab][0-9a-f]:/.test(host) ? 'local-network' : 'internet';
}

import { fault, type Fault, FaultError } from '../../../lib/model/fault.ts';
import type { EndpointReach } from '../../../lib/catalogue/endpoint-url.ts';

/** The server's own no. */
export class Refusal extends FaultError {
  constructor(
    f: Fault,
    readonly status: number,
    /** What it sent, for finding the names of fields in it; never shown. */
    readonly raw: string,
  ) {
    super(f);
    this.name = 'Refusal';
  }
}

// A sentence or two; some servers answer with a page of stack trace.
const LONGEST_QUOTE = 300;

/** Why nothing came back. A browser does not tell a page the reason, so this says what there is to check. */
export function unreachable(
  origin: string,
  reach: EndpointReach,
  pageOrigin: string,
  localNetwork: PermissionState | null,
): Fault {
  const message = `No answer from ${origin} that this page may read.`;
  if (reach === 'internet')
    return fault(
      'endpoint-unreachable',
      message,
      'Check the address and the connection. Some services take no requests from web pages (CORS); then only a server of your own in between helps.',
    );
  // A page from this device needs no leave to reach it, whatever the browser says of local networks in general.
  const needsLeave = !/^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(pageOrigin);
  if (localNetwork === 'denied' && needsLeave)
    return fault(
      'endpoint-unreachable',
      message,
      'The browser does not let this site reach your local network. Allow it in the settings of this site (the sign before its address), then try again.',
    );
  const hints = [
    'Is the server running at this address, with a model?',
    `It must also take requests from ${pageOrigin} (CORS): Ollama with OLLAMA_ORIGINS=${pageOrigin}, LM Studio with “Enable CORS”, vLLM with --allowed-origins; llama.cpp takes all.`,
  ];
  if (localNetwork === 'prompt' && needsLeave)
    hints.push('If the browser asks whether this site may reach your local network, allow it.');
  if (pageOrigin.startsWith('https:') && origin.startsWith('http:') && reach === 'local-network')
    hints.push(
      'This page came over https, and many browsers refuse plain http to another device: give the server https.',
    );
  return fault('endpoint-unreachable', message, hints.join(' '));
}

export function tooSlow(what: string): FaultError {
  return new FaultError(
    fault(
      'endpoint-unreachable',
      what,
      'A server that is still loading its model may need longer: try again, or choose a smaller model.',
    ),
  );
}

export function refused(message: string, hint?: string): FaultError {
  return new FaultError(fault('endpoint-refused', message, hint));
}

/** @param seconds what the server asked for; null when it did not say. */
export function rateLimited(seconds: number | null): FaultError {
  const asked = seconds === null ? '' : ` It asks to wait ${Math.ceil(seconds)} seconds.`;
  return new FaultError(fault('rate-limited', `The server takes no more requests now.${asked}`));
}

/**
 * What an error response means. @param body the first part of what it sent. @param key taken out of what is shown:
 * some servers repeat it.
 */
export function refusalOf(status: number, body: string, key: string | null): Refusal {
  const parsed = parse(body);
  const said = quote(parsed === undefined ? '' : messageIn(parsed), key);
  const quoted = said === '' ? '' : ` It says: ${said}`;
  if (isOverflow(status, body))
    return new Refusal(
      fault('context-overflow', `The server’s model has no room for this prompt and answer.${quoted}`),
      status,
      body,
    );
  const what = reasonFor(status, parsed === undefined && /^\s*</.test(body));
  return new Refusal(fault('endpoint-refused', `${what}${quoted}`), status, body);
}

function reasonFor(status: number, isPage: boolean): string {
  if (status === 401 || status === 403) return 'The server does not accept this key.';
  if (isPage) return `The server answered with a web page (status ${status}) and not as an OpenAI-compatible server.`;
  if (status === 404) return 'The server knows no such model, or nothing is at this address.';
  if (status === 402) return 'The server asks for payment.';
  return status === 200 ? 'The server broke off with an error.' : `The server refused the request (status ${status}).`;
}

/** Each server has its own name for a prompt that is too long. */
function isOverflow(status: number, body: string): boolean {
  return (
    [200, 400, 413, 422].includes(status) &&
    /context_length_exceeded|exceed_context_size|maximum context length|context (size|length|window)/i.test(body)
  );
}

/** undefined when it is no JSON. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** The sentence in `{error: {message}}`, `{error}`, `{message}`, `{detail}` or `{detail: [{msg}]}`. */
function messageIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(messageIn).filter(Boolean).join('; ');
  if (typeof value !== 'object' || value === null) return '';
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name of ['error', 'message', 'detail', 'msg']) {
    const found = messageIn(fields[name]);
    if (found !== '') return found;
  }
  return '';
}

function quote(text: string, key: string | null): string {
  const masked = key === null || key === '' ? text : text.replaceAll(key, '(key)');
  const plain = masked.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return plain.length > LONGEST_QUOTE ? `${plain.slice(0, LONGEST_QUOTE)}…` : plain;
}

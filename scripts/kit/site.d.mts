import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PageScripts } from './policy.d.mts';

export interface SentHeaders {
  /** Whether to send COOP and COEP, which the browser wants for threads. True when left out. */
  readonly isolation?: boolean;
  /**
   * Hosts that workers may reach beside the app's own, as a policy writes them. None when left out; null sends no policy
   * at all.
   */
  readonly connect?: readonly string[] | null;
  /** As a host that lets nobody choose headers: none of ours is sent, whatever the other two say. */
  readonly bare?: boolean;
}

/** Those that every response has, policies aside. */
export const always: Readonly<Record<string, string>>;
/** COOP and COEP. */
export const isolating: Readonly<Record<string, string>>;
/** `Cross-Origin-Resource-Policy` of a path. */
export function resourcePolicy(pathname: string): string;
/** The headers of a response to this path, `Content-Type` and the like aside. */
export function headersFor(pathname: string, sent?: SentHeaders, pages?: PageScripts): Record<string, string>;
/** Answers GET and HEAD with the files of a folder. */
export function siteHandler(
  root: string,
  sent?: SentHeaders,
): Promise<(request: IncomingMessage, response: ServerResponse) => void>;

import type { SentHeaders } from './kit/site.d.mts';

export interface ServeOptions extends SentHeaders {
  /** The folder to serve; out/ of this project when left out. */
  readonly root?: string;
  /** 0 for any free port; 4173 or the next free one when left out. */
  readonly port?: number;
  /** Left out: this machine alone, on 127.0.0.1 and ::1, so that `localhost` means this server in every browser. */
  readonly host?: string;
}
export interface Served {
  /** Ends in a slash; a secure context. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}
export const FIRST_PORT: number;
export function startServer(options?: ServeOptions): Promise<Served>;

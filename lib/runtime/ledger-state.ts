import type { LedgerAsker } from '../protocol/ledger.ts';

export type { LedgerAsker } from '../protocol/ledger.ts';

/** A request to another host, from asking to its end. */
export interface LedgerEntry {
  readonly key: string;
  readonly asker: LedgerAsker;
  readonly url: string;
  /** With its port where that is not the usual one. */
  readonly host: string;
  /** The host that answered in the end, where it was another one. */
  readonly answeredBy: string | null;
  readonly method: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** `open`: under way; `refused`: this site's policy did not let it out. */
  readonly state: 'open' | 'done' | 'failed' | 'stopped' | 'refused';
  /** Null before an answer, and where there was none. */
  readonly status: number | null;
  /** Of the bodies; null is unknown. */
  readonly received: number | null;
  readonly sent: number | null;
}

/** All requests to one host, those too that are no longer listed. */
export interface HostTotal {
  readonly host: string;
  readonly requests: number;
  /** Requests to other hosts that this one answered, after a redirect; their bytes stand there. */
  readonly sentOn: number;
  /** Of what could be counted; `atLeast` says of which there was more. */
  readonly received: number;
  readonly sent: number;
  readonly atLeast: { readonly received: boolean; readonly sent: boolean };
}

/** What left this tab since it was opened; replaced, never mutated. */
export interface LedgerState {
  /** Newest first; the newest `MOST_ENTRIES`. */
  readonly entries: readonly LedgerEntry[];
  readonly requests: number;
  /** In the order in which they were first asked. */
  readonly hosts: readonly HostTotal[];
  /** This site's own files: how many were asked for, and what of them came over the network. */
  readonly own: { readonly files: number; readonly bytes: number };
}

export interface LedgerStore {
  readonly getState: () => LedgerState;
  readonly subscribe: (listener: () => void) => () => void;
}

export const emptyLedger: LedgerState = { entries: [], requests: 0, hosts: [], own: { files: 0, bytes: 0 } };

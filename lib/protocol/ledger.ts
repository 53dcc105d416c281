/** What workers tell the page of requests to other hosts; see workers/ledger.ts. */

/** The channel of all ledgers of this site; each page heeds its own workers alone, by their names. */
export const LEDGER_CHANNEL = 'polyphony-ledger';

/** Who asks, from which follows why. */
export type LedgerAsker = 'models' | 'engine' | 'endpoint' | 'personas' | 'playground' | 'page' | 'other';

export type LedgerNews =
  | {
      readonly kind: 'asked';
      readonly id: number;
      readonly url: string;
      readonly method: string;
      /** Epoch milliseconds. */
      readonly at: number;
      /** Of the request's body; null when it cannot be told. */
      readonly sent: number | null;
    }
  /** `url` is where the answer came from, after redirects. */
  | { readonly kind: 'answered'; readonly id: number; readonly status: number; readonly url: string }
  /** Bytes of the body that were handed on so far. */
  | { readonly kind: 'received'; readonly id: number; readonly bytes: number }
  | {
      readonly kind: 'ended';
      readonly id: number;
      readonly end: 'done' | 'failed' | 'stopped';
      /** Null when nobody counted them. */
      readonly bytes: number | null;
    }
  /** Asked for past the counted `fetch`: a module, a picture. */
  | {
      readonly kind: 'seen';
      readonly url: string;
      readonly at: number;
      readonly bytes: number | null;
      readonly status: number;
    }
  /** The worker is no more; what it had under way has stopped. */
  | { readonly kind: 'gone' }
  /** The policy of this site did not let it out. */
  | { readonly kind: 'refused'; readonly url: string; readonly at: number }
  /** Files of this site that were asked for since the last such news. */
  | { readonly kind: 'own'; readonly files: number; readonly bytes: number };

export interface LedgerMessage {
  /** The worker's name, with a mark behind it where it asks for somebody else; see `askingFor`. */
  readonly sender: string;
  readonly asker: LedgerAsker;
  readonly news: LedgerNews;
}

/** Who started a worker, and for whom it asks; null where its own file says that. */
export function readSender(sender: string): { readonly worker: string; readonly asker: LedgerAsker | null } {
  const [worker = '', asker] = sender.split('/');
  return { worker, asker: (asker as LedgerAsker | undefined) ?? null };
}

let asking = 0;

/**
 * A name for a worker that serves several askers: whoever starts it says for whom.
 * @param worker the name of the worker, or of its page, that starts it
 */
export function askingFor(worker: string, asker: LedgerAsker): string {
  return `${readSender(worker).worker}/${asker}/${++asking}`;
}

/** The part of a resource timing that tells of a request. */
export interface ResourceEntry {
  readonly name: string;
  readonly startTime: number;
  readonly initiatorType: string;
  readonly encodedBodySize: number;
  readonly transferSize: number;
  readonly responseStatus?: number;
}

/**
 * News of requests as the browser listed them: files of this site summed, others one by one.
 * @param counted whether `fetch` is counted apart, and so left out here
 * @param start epoch milliseconds of the entries' zero
 */
export function newsOfResources(
  entries: readonly ResourceEntry[],
  where: { readonly origin: string; readonly start: number; readonly counted: boolean },
): readonly LedgerNews[] {
  const others: LedgerNews[] = [];
  let files = 0;
  let bytes = 0;
  for (const entry of entries) {
    if (!/^https?:/.test(entry.name)) continue;
    if (new URL(entry.name).origin === where.origin) {
      files++;
      bytes += entry.transferSize;
    } else if (!where.counted || entry.initiatorType !== 'fetch') {
      others.push({
        kind: 'seen',
        url: entry.name,
        at: where.start + entry.startTime,
        // Other hosts rarely let pages know.
        bytes: entry.encodedBodySize > 0 ? entry.encodedBodySize : null,
        status: entry.responseStatus ?? 0,
      });
    }
  }
  return files > 0 ? [...others, { kind: 'own', files, bytes }] : others;
}

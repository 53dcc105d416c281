import { once } from 'node:events';
import { createWriteStream, rmSync, statSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { progress, type ProgressOptions } from '../kit/terminal.mjs';

export interface DownloadOptions {
  readonly url: string;
  /** The unfinished file; what is in it already is not fetched again. */
  readonly partial: string;
  readonly bytes: number;
  readonly tries?: number;
  /** No byte for so long counts as broken. */
  readonly stallMs?: number;
  /** Between two tries. */
  readonly pauseMs?: number;
  /** Where progress is shown; the terminal when left out. */
  readonly stream?: ProgressOptions['stream'];
}

/** A server's plain no, which asking again does not change. */
class Refused extends Error {}

/** How a response to `Range: bytes=have-` is to be used. */
export function resumePlan(
  status: number,
  contentRange: string | null,
  have: number,
): { readonly append: boolean } | 'restart' | 'refused' {
  if (status === 206) {
    const start = /^bytes (\d+)-/.exec(contentRange ?? '')?.[1];
    return Number(start) === have ? { append: true } : 'restart';
  }
  // The server knows no ranges and sends it all.
  if (status === 200) return { append: false };
  // What we have is not a beginning of what it has.
  return status === 416 && have > 0 ? 'restart' : 'refused';
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

async function attempt({
  url,
  partial,
  bytes,
  stallMs = 30_000,
  stream = process.stderr,
}: DownloadOptions): Promise<void> {
  const have = sizeOf(partial);
  if (have === bytes) return;
  const stop = new AbortController();
  let timer = setTimeout(() => stop.abort(), stallMs);
  try {
    const response = await fetch(url, {
      signal: stop.signal,
      // Compressed, the ranges would count other bytes than ours.
      headers: { 'Accept-Encoding': 'identity', ...(have > 0 ? { Range: `bytes=${have}-` } : {}) },
    });
    const plan = resumePlan(response.status, response.headers.get('content-range'), have);
    if (plan === 'refused' || !response.body) {
      const message = `the server answered ${response.status} ${response.statusText}`.trim();
      throw response.status >= 500 || response.status === 429 ? new Error(message) : new Refused(message);
    }
    if (plan === 'restart') {
      rmSync(partial, { force: true });
      throw new Error('the server could not go on where the last download stopped');
    }
    let done = plan.append ? have : 0;
    const shown = progress('Weights, by https', bytes, { from: done, stream });
    const file = createWriteStream(partial, { flags: plan.append ? 'a' : 'w' });
    // A full disk shows up here first; without a listener it would end the process.
    const written = finished(file);
    written.catch(() => stop.abort());
    try {
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
        clearTimeout(timer);
        timer = setTimeout(() => stop.abort(), stallMs);
        done += chunk.byteLength;
        if (done > bytes) throw new Refused('the file there is larger than the one wanted');
        if (!file.write(chunk)) await Promise.race([once(file, 'drain'), written]);
        shown.at(done);
      }
    } finally {
      shown.end();
      file.end();
      await written;
    }
    if (done < bytes) throw new Error(`the connection ended after ${done} of ${bytes} bytes`);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Downloads into `partial`, going on where an earlier try stopped; the caller verifies what came.
 * @throws Error with one sentence.
 */
export async function download(options: DownloadOptions): Promise<void> {
  const { tries = 3, pauseMs = 1000, partial, bytes } = options;
  if (sizeOf(partial) > bytes) rmSync(partial);
  for (let tried = 1; ; tried++) {
    try {
      await attempt(options);
      return;
    } catch (error) {
      // Half a file would keep the full disk full.
      if (isDiskFault(error)) rmSync(partial, { force: true });
      if (error instanceof Refused || isDiskFault(error) || tried >= tries) throw new Error(inWords(error));
      await new Promise((resolve) => setTimeout(resolve, pauseMs * tried));
    }
  }
}

function isDiskFault(error: unknown): boolean {
  return error instanceof Error && /ENOSPC|EACCES|EROFS|EDQUOT/.test(error.message);
}

function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError') return 'the server sent nothing for too long';
  // fetch hides the reason one level down.
  return error.cause instanceof Error && error.cause.message ? error.cause.message : error.message;
}

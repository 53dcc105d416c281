import { sha256 } from '@noble/hashes/sha2.js';
import { FaultError } from '../model/fault.ts';
import type { SharedPlayground } from '../model/share.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { corrupt, outOfTime, tooLarge } from './faults.ts';
import { findLink } from './find-link.ts';
import { LINK_BOUNDS, LINK_BUDGET_MS, MAX_LINK_CHARS, MAX_LINK_PLAIN_BYTES } from './limits.ts';
import { parseJson } from './parse-json.ts';
import { packed, unpacked } from './streams.ts';
import { playgroundOfLink, VERSION, versionOf } from './versions.ts';
import { writeV1 } from './write-v1.ts';

/** 36 bits: a link that was altered by accident passes once in 69 billion times. It keeps no secret and proves no sender. */
const CHECKSUM_CHARS = 6;

/**
 * The clock runs on while a busy machine holds the worker up, which happens to honest links, too; it seldom happens three
 * times in a row, and a link that needs the time itself needs it every time.
 */
const TRIES = 3;

class OutOfTime extends Error {}

/** Milliseconds of a clock that never goes back. */
export type Clock = () => number;

/**
 * Packs a playground for the fragment of an address.
 * @returns the fragment from `#` on (ASCII) and how many bytes its JSON has
 * @throws FaultError `share-too-large` for what would not be opened again
 */
export async function packLink(
  playground: SharedPlayground,
): Promise<{ readonly fragment: string; readonly plainBytes: number }> {
  const plain = new TextEncoder().encode(JSON.stringify(writeV1(playground)));
  const payload = toBase64url(await packed(plain, 'deflate-raw'));
  const fragment = `#v${VERSION}.${payload}.${checksumOf(VERSION, payload)}`;
  if (fragment.length > MAX_LINK_CHARS || plain.length > MAX_LINK_PLAIN_BYTES) {
    const words = `${fragment.length.toLocaleString('en')} of ${MAX_LINK_CHARS.toLocaleString('en')}`;
    throw tooLarge(`Too much for a link: ${words} characters.`);
  }
  return { fragment, plainBytes: plain.length };
}

/**
 * Takes a link apart: 32 KiB at most, 1 MiB of JSON counted while it comes out, 100 ms each time it is tried.
 * @param text the fragment, or an address with it; see `findLink`
 * @throws FaultError `share-corrupt`, `share-newer`, `share-too-large`
 */
export async function unpackLink(text: string, now: Clock): Promise<SharedPlayground> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await unpackInTime(text, timer(now));
    } catch (thrown) {
      if (!(thrown instanceof OutOfTime)) throw thrown;
      if (tries === TRIES) throw outOfTime();
    }
  }
}

async function unpackInTime(text: string, inTime: () => void): Promise<SharedPlayground> {
  if (text.length > MAX_LINK_CHARS)
    throw tooLarge(`Links of more than ${MAX_LINK_CHARS.toLocaleString('en')} characters are not read.`);
  const found = findLink(text);
  if (!found) throw corrupt('link');
  const { version, payload, checksum } = found;
  versionOf('link', version);
  if (checksum !== checksumOf(version, payload)) throw corrupt('link');
  const bytes = fromBase64url(payload);
  if (!bytes) throw corrupt('link');
  const json = parseJson(await inflated(bytes, inTime), LINK_BOUNDS, 'link');
  inTime();
  const playground = playgroundOfLink(version, json);
  inTime();
  return playground;
}

/** Over the version and the payload, so that neither can be swapped alone. */
export function checksumOf(version: number, payload: string): string {
  return toBase64url(sha256(new TextEncoder().encode(`v${version}.${payload}`))).slice(0, CHECKSUM_CHARS);
}

async function inflated(bytes: Uint8Array<ArrayBuffer>, inTime: () => void): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await unpacked(bytes, 'deflate-raw', (count) => {
      inTime();
      if (count > MAX_LINK_PLAIN_BYTES) throw tooLarge('This link unpacks to more than a link may hold.');
    });
  } catch (thrown) {
    throw thrown instanceof FaultError || thrown instanceof OutOfTime ? thrown : corrupt('link');
  }
}

function timer(now: Clock): () => void {
  const start = now();
  return () => {
    if (now() - start > LINK_BUDGET_MS) throw new OutOfTime();
  };
}

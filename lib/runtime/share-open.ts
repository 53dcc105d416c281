import type { SharedPlayground } from '../model/share.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { ShareClient } from './share-client.ts';

/** A link is taken apart in 100 ms by the clock, which also runs while the page itself starts on a slow device. */
const TRIES = 3;

/** Reads a link; one that took too long is tried again, when the code is warm and the device perhaps less busy. */
export async function readLink(
  client: Pick<ShareClient, 'unpack'>,
  fragment: string,
): Promise<Outcome<SharedPlayground>> {
  for (let tries = 1; ; tries += 1) {
    const read = await client.unpack(fragment);
    if (read.ok || read.fault.code !== 'share-too-large' || tries === TRIES) return read;
  }
}

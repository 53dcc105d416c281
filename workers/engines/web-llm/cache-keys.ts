/**
 * Where web-llm 0.2.86 looks for a model's files in the Cache API (read in its lib/index.js; look again at an upgrade).
 * A file kept as `put(key, response)` in the cache named `scope` is found and not fetched. It looks up with a bare GET
 * request, so the kept response should carry no Vary header.
 *
 * | file                    | scope           | key                                  | when                                  |
 * | ----------------------- | --------------- | ------------------------------------ | ------------------------------------- |
 * | mlc-chat-config.json    | webllm/config   | folder + name                        | always                                |
 * | tensor-cache.json       | webllm/model    | folder + name                        | always; ndarray-cache.json never      |
 * | its records' `dataPath` | webllm/model    | folder + dataPath                    | each                                  |
 * | tokenizer.json          | webllm/model    | folder + name                        | if the config's tokenizer_files has it |
 * | tokenizer.model         | webllm/model    | folder + name                        | else if tokenizer_files has this      |
 * | the compiled library    | webllm/wasm     | its own address                      | always                                |
 */
export interface CacheKey {
  /** The name for `caches.open`. */
  readonly scope: CacheScope;
  /** Absolute address, the key of the kept request. */
  readonly key: string;
}

export type CacheScope = 'webllm/model' | 'webllm/config' | 'webllm/wasm';

export const cacheScopes: readonly CacheScope[] = ['webllm/model', 'webllm/config', 'webllm/wasm'];

/** The model's own settings, conversation template and names of tokenizer files. */
export const CONFIG_FILE = 'mlc-chat-config.json';
/** The index of the weights: `records[].{dataPath, nbytes, md5sum?}`. */
export const INDEX_FILE = 'tensor-cache.json';

/**
 * The folder that web-llm reads for `ModelRecord.model`: it adds a slash, and `resolve/main/` unless the address has
 * `/resolve/<revision>/` in it already.
 * @param weights absolute address.
 */
export function weightsFolder(weights: string): string {
  const folder = weights.endsWith('/') ? weights : `${weights}/`;
  return new URL(/.+\/resolve\/.+\//.test(folder) ? folder : `${folder}resolve/main/`).href;
}

/**
 * The key of a file in the folder of weights.
 * @param weights as in the model's record.
 * @param path as the index or the config names it, such as `params_shard_0.bin` or `tokenizer.json`.
 */
export function weightsKey(weights: string, path: string): CacheKey {
  const scope = path === CONFIG_FILE ? 'webllm/config' : 'webllm/model';
  return { scope, key: new URL(path, weightsFolder(weights)).href };
}

/**
 * The key of a compiled library.
 * @param library absolute address.
 */
export function libraryKey(library: string): CacheKey {
  return { scope: 'webllm/wasm', key: new URL(library).href };
}

/**
 * The tokenizer file that web-llm reads.
 * @param tokenizerFiles `tokenizer_files` of the model's config.
 * @returns null when it can read none of them: the model is not supported.
 */
export function tokenizerFile(tokenizerFiles: readonly string[]): 'tokenizer.json' | 'tokenizer.model' | null {
  if (tokenizerFiles.includes('tokenizer.json')) return 'tokenizer.json';
  return tokenizerFiles.includes('tokenizer.model') ? 'tokenizer.model' : null;
}

/**
 * The library's address as web-llm is given it. It does not cache an address that contains "localhost"; host names have
 * no case, so capitals keep it from noticing, and the request is the same.
 */
export function libraryForEngine(library: string): string {
  const { href, host } = new URL(library);
  return href.replace(`//${host}`, `//${host.replace('localhost', 'LOCALHOST')}`);
}

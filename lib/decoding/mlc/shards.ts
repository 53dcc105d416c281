import type { MlcTensor } from './tensors.ts';

/** A browser keeps and a server sends files of this size without trouble; a broken download costs at most one. */
export const SHARD_BYTES = 32 * 1024 * 1024;

/** A file of the folder that WebLLM reads. */
export interface MlcFile {
  readonly path: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** MD5 in hexadecimal: what the index names for each shard. The caller brings it: Node has one, browsers have none. */
export type Md5 = (data: Uint8Array<ArrayBuffer>) => string;

/**
 * Packs tensors into shards as they come, and ends with their index, `tensor-cache.json`. A shard is at most `limit`
 * bytes; only a tensor that is larger itself gets a larger one, alone.
 */
export function* cutShards(tensors: Iterable<MlcTensor>, md5: Md5, limit = SHARD_BYTES): Generator<MlcFile> {
  const records: object[] = [];
  let held: MlcTensor[] = [];
  let size = 0;
  let all = 0;
  let count = 0;
  const shard = (): MlcFile => {
    const path = `params_shard_${records.length}.bin`;
    const data = new Uint8Array(size);
    let at = 0;
    const parts = held.map(({ name, shape, dtype, data: part }) => {
      data.set(part, at);
      const record = { name, shape, dtype, format: 'raw', nbytes: part.length, byteOffset: at };
      at += part.length;
      return record;
    });
    records.push({ dataPath: path, format: 'raw-shard', nbytes: size, records: parts, md5sum: md5(data) });
    held = [];
    size = 0;
    return { path, data };
  };
  for (const tensor of tensors) {
    if (held.length > 0 && size + tensor.data.length > limit) yield shard();
    held.push(tensor);
    size += tensor.data.length;
    all += tensor.data.length;
    count += 1;
  }
  if (held.length > 0) yield shard();
  const index = { metadata: { ParamSize: count, ParamBytes: all }, records };
  yield { path: 'tensor-cache.json', data: new TextEncoder().encode(JSON.stringify(index)) };
}

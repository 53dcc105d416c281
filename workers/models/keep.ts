import { badInput } from '../../lib/model/fault.ts';
import type { ModelKey } from '../../lib/model/catalogue.ts';
import type { NamedBlob } from '../../lib/protocol/engine.ts';
import type { ModelFile } from '../../lib/protocol/models.ts';
import { storageFault } from './faults.ts';
import { packageOf } from './inspect.ts';
import { checkPath } from './paths.ts';
import { partPath, placeOf, settle } from './places.ts';
import type { World } from './ports.ts';
import { remove, writeRecord } from './shelf.ts';

/**
 * Copies files that the user chose, a piece at a time. What was kept under the key before goes.
 * @throws FaultError `bad-input` for two files of one name, `storage-full`; then nothing of it is kept
 */
export async function keep(world: World, key: ModelKey, files: readonly NamedBlob[]): Promise<void> {
  const names = files.map((file) => file.name);
  names.forEach(checkPath);
  if (files.length === 0 || new Set(names).size < names.length)
    throw badInput('Choose one or more files, each with a name of its own.');
  const described = files.map(
    ({ name, blob }): ModelFile => ({ url: '', path: name, bytes: blob.size, exact: true, hash: null }),
  );
  const pack = packageOf(key, { kind: 'files', names }, described);
  await remove(world, key);
  try {
    await writeRecord(world, pack);
    for (const [i, file] of described.entries()) {
      const part = partPath(pack, file);
      const sink = await world.store.write(part, 0);
      try {
        for await (const chunk of files[i]?.blob.stream() ?? []) await sink.write(chunk);
      } finally {
        await sink.close();
      }
      await settle(world, part, placeOf(pack, file));
    }
  } catch (thrown) {
    // Half a file of the user's is of no use: nothing would ever complete it.
    await remove(world, key);
    throw storageFault(thrown);
  }
}

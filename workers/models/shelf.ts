import { fault, FaultError } from '../../lib/model/fault.ts';
import type { ModelKey } from '../../lib/model/catalogue.ts';
import type { NamedBlob } from '../../lib/protocol/engine.ts';
import type { KeptModel, ModelFile, ModelPackage } from '../../lib/protocol/models.ts';
import { putText } from './fetch-file.ts';
import { folderOf, keyOf, MODELS_FOLDER, recordPath } from './paths.ts';
import { clear, partPath, placeId, placeOf, sizeAt } from './places.ts';
import type { StoredFile, World } from './ports.ts';
import { parseRecord, recordText } from './record.ts';

/** The record of one model; null when there is none that can be read. */
export async function readRecord({ store }: World, key: ModelKey): Promise<ModelPackage | null> {
  const blob = await store.open(recordPath(key));
  const pack = blob && parseRecord(await blob.text());
  return pack?.key === key ? pack : null;
}

export function writeRecord(world: World, pack: ModelPackage): Promise<void> {
  return putText(world, recordPath(pack.key), recordText(pack));
}

/** Every model with a folder, and the files in it. */
async function folders({ store }: World): Promise<ReadonlyMap<ModelKey, readonly StoredFile[]>> {
  const found = new Map<ModelKey, StoredFile[]>();
  for (const file of await store.list(MODELS_FOLDER)) {
    const key = keyOf(file.path);
    if (key === null) continue;
    const files = found.get(key) ?? [];
    files.push(file);
    found.set(key, files);
  }
  return found;
}

/** All readable records. */
export async function records(world: World): Promise<readonly ModelPackage[]> {
  const keys = [...(await folders(world)).keys()];
  const all = await Promise.all(keys.map((key) => readRecord(world, key)));
  return all.filter((pack) => pack !== null);
}

/** What is kept of each model, found by looking: nothing is believed that is not there. */
export async function kept(world: World): Promise<readonly KeptModel[]> {
  const models: KeptModel[] = [];
  for (const [key, stored] of await folders(world)) {
    const pack = await readRecord(world, key);
    const sum = stored.reduce((bytes, file) => bytes + file.bytes, 0);
    models.push(pack ? await keptOf(world, pack) : { key, keptBytes: sum, totalBytes: null, complete: false });
  }
  return models;
}

async function keptOf(world: World, pack: ModelPackage): Promise<KeptModel> {
  let keptBytes = 0;
  let complete = true;
  for (const file of pack.files) {
    const bytes = await sizeAt(world, placeOf(pack, file));
    if (bytes === null) complete = false;
    keptBytes += bytes ?? (await world.store.size(partPath(pack, file))) ?? 0;
  }
  return { key: pack.key, keptBytes, totalBytes: pack.totalBytes, complete };
}

/** The files of a complete model in the order of its package. @throws FaultError `model-missing` */
export async function open(world: World, key: ModelKey): Promise<readonly NamedBlob[]> {
  const pack = await readRecord(world, key);
  const files: NamedBlob[] = [];
  for (const file of pack?.files ?? []) {
    const place = pack && placeOf(pack, file);
    const blob = place?.kind === 'store' ? await world.store.open(place.path) : null;
    if (!blob) throw missing();
    files.push({ name: file.path, blob });
  }
  if (files.length === 0) throw missing();
  return files;
}

function missing(): FaultError {
  return new FaultError(
    fault('model-missing', 'This browser does not keep all files of the model.', 'Download the model first.'),
  );
}

/** Deletes a model's files, but none that another kept model needs. The folder goes last: it says what is left to do. */
export async function remove(world: World, key: ModelKey): Promise<void> {
  const pack = await readRecord(world, key);
  if (pack) await clearUnshared(world, pack, pack.files);
  await world.store.remove(folderOf(key));
}

/** Deletes these files of a model from their places, where no other model has them too. */
export async function clearUnshared(world: World, pack: ModelPackage, files: readonly ModelFile[]): Promise<void> {
  const others = (await records(world)).filter((other) => other.key !== pack.key);
  const needed = new Set(others.flatMap((other) => other.files.map((file) => placeId(placeOf(other, file)))));
  for (const file of files) {
    const place = placeOf(pack, file);
    if (!needed.has(placeId(place))) await clear(world, place);
  }
}

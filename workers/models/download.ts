import { fault, FaultError } from '../../lib/model/fault.ts';
import type { DownloadProgress, ModelFile, ModelPackage } from '../../lib/protocol/models.ts';
import { sizeText } from './faults.ts';
import { fetchFile, forgetPart, writeJournal } from './fetch-file.ts';
import { journalOf } from './journal.ts';
import { clear, partPath, type Place, placeId, placeOf, settle, sizeAt } from './places.ts';
import type { World } from './ports.ts';
import { ProgressMeter } from './progress.ts';
import { clearUnshared, readRecord, records, writeRecord } from './shelf.ts';

// Two at once hide the start of one file behind the other's end; more would only share the same line.
const LANES = 2;

/**
 * Brings all files of a model to their places. Files that are there already are not fetched; of two tabs that want the
 * same file one fetches it while the other waits.
 * @param signal ends it; what was read stays
 * @throws FaultError as `fetchFile`, and `storage-full` before anything is fetched; AbortError of the signal
 */
export async function download(
  world: World,
  pack: ModelPackage,
  onProgress: (progress: DownloadProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  await makeWay(world, pack);
  const meter = new ProgressMeter(pack, world.now, onProgress);
  await checkRoom(world, pack, meter);
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  let next = 0;
  let first: Error | null = null as Error | null;
  const lane = async () => {
    try {
      for (let file = pack.files[next++]; file; file = pack.files[next++])
        await bring(world, pack, file, meter, either);
    } catch (thrown) {
      // The lane that failed first says why; the other is only told to stop.
      first ??= thrown instanceof Error ? thrown : new Error(String(thrown));
      stop.abort();
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  signal.throwIfAborted();
  if (first !== null) throw first;
}

async function bring(
  world: World,
  pack: ModelPackage,
  file: ModelFile,
  meter: ProgressMeter,
  signal: AbortSignal,
): Promise<void> {
  const place = placeOf(pack, file);
  await world.locks.alone(fileLock(place), signal, async () => {
    signal.throwIfAborted();
    const there = await sizeAt(world, place);
    const part = partPath(pack, file);
    if (there !== null) {
      // Another model that shares it may have brought it while this one had begun.
      await forgetPart(world, part);
      meter.finished(file, there);
      return;
    }
    const bytes = await fetchFile(world, file, part, meter, signal);
    await settle(world, part, place);
    await forgetPart(world, part);
    meter.finished(file, bytes);
  });
}

function fileLock(place: Place): string {
  return `polyphony-file ${placeId(place)}`;
}

/**
 * Makes true what downloads rely on: a file at its place is the verified file that a record names. So files that no
 * record vouches for go, with those of an earlier version of the model, before the new record is written.
 */
async function makeWay(world: World, pack: ModelPackage): Promise<void> {
  const before = await readRecord(world, pack.key);
  const vouched = new Set((await records(world)).flatMap((each) => each.files.map((file) => identity(each, file))));
  for (const file of pack.files) {
    // The embedded weights' addresses carry their hash, and their engine verifies them itself.
    if (pack.source.kind !== 'origin' && !vouched.has(identity(pack, file))) await doubt(world, pack, file);
  }
  if (before) {
    const wanted = new Set(pack.files.map((file) => placeId(placeOf(pack, file))));
    const gone = before.files.filter((file) => !wanted.has(placeId(placeOf(before, file))));
    await clearUnshared(world, before, gone);
    for (const file of gone) await forgetPart(world, partPath(before, file));
  }
  await writeRecord(world, pack);
}

/** Takes back a file that may be another one: into a part, whose hash tells, or away where nothing could tell. */
async function doubt(world: World, pack: ModelPackage, file: ModelFile): Promise<void> {
  const place = placeOf(pack, file);
  const there = await sizeAt(world, place);
  if (there === null) return;
  if (place.kind === 'cache' || !file.hash || there !== file.bytes) return clear(world, place);
  const part = partPath(pack, file);
  await writeJournal(world, part, journalOf(file, null));
  await world.store.move(place.path, part);
}

/** A place and what should lie there: the published hash, or else the address. */
function identity(pack: ModelPackage, file: ModelFile): string {
  return `${placeId(placeOf(pack, file))} ${file.hash ? file.hash.hex : file.url}`;
}

/** @throws FaultError `storage-full` when the browser says that it has too little room for what is missing */
async function checkRoom(world: World, pack: ModelPackage, meter: ProgressMeter): Promise<void> {
  let missing = 0;
  let twice = 0;
  for (const file of pack.files) {
    const place = placeOf(pack, file);
    const there = await sizeAt(world, place);
    const part = (await world.store.size(partPath(pack, file))) ?? 0;
    meter.begin(file, there ?? part);
    if (there !== null) continue;
    missing += Math.max(0, (file.bytes ?? 0) - part);
    // A file on its way into a cache lies in both for a moment.
    if (place.kind === 'cache') twice = Math.max(twice, file.bytes ?? 0);
  }
  const free = await world.free();
  const need = missing + twice;
  if (missing === 0 || free === null || need <= free) return;
  const message = `The model needs ${sizeText(need)} of room, and this browser has ${sizeText(free)} left for this site.`;
  throw new FaultError(fault('storage-full', message, 'Free disk space or remove other models, then try again.'));
}

import { type CatalogueEntry, type ModelKey, modelKey } from '../model/catalogue.ts';
import { fault } from '../model/fault.ts';
import type { NamedBlob, Outcome } from '../protocol/engine.ts';
import type { DownloadProgress, ModelPackage } from '../protocol/models.ts';
import { webLlmAddresses } from './load-options.ts';
import type { ModelsClient } from './models-client.ts';
import type { DownloadView, FilesView } from './models-state.ts';
import { failed, unwrap } from './outcome.ts';

export const noFiles: FilesView = {
  totalBytes: null,
  count: null,
  hashed: null,
  inspecting: false,
  keptBytes: 0,
  complete: false,
  download: null,
  fault: null,
};

export interface FilesWorld {
  readonly client: ModelsClient;
  readonly base: string;
  readonly view: (key: ModelKey) => FilesView;
  readonly change: (key: ModelKey, part: Partial<FilesView>) => void;
  /** Space in use has changed. */
  readonly onSpace: () => void;
}

/** The files of models: what they weigh, what is kept, downloads. Nothing here rejects unless it says so. */
export class ModelFiles {
  private readonly packs = new Map<ModelKey, ModelPackage>();
  /** Downloads that go on; a pause may come while the index is still being read. */
  private readonly running = new Map<ModelKey, AbortController>();
  /** Files that could not be kept live as long as the page. */
  private readonly held = new Map<ModelKey, readonly NamedBlob[]>();

  constructor(private readonly world: FilesWorld) {}

  /** What is kept of every model, partial downloads too; into the views. @returns all bytes. */
  async refresh(): Promise<number> {
    const kept = await this.world.client.kept();
    if (!kept.ok) return 0;
    let sum = 0;
    for (const { key, keptBytes, totalBytes, complete } of kept.value) {
      sum += keptBytes;
      const { download } = this.world.view(key);
      const paused: DownloadView = {
        state: 'paused',
        phase: 'download',
        doneBytes: keptBytes,
        totalBytes,
        bytesPerSecond: null,
      };
      this.world.change(key, {
        keptBytes,
        complete,
        ...(totalBytes !== null && { totalBytes }),
        ...(!complete && !download && keptBytes > 0 && { download: paused }),
      });
    }
    return sum;
  }

  /** Reads the model's own index: sizes and hashes before anything large. */
  async inspect(entry: CatalogueEntry): Promise<ModelPackage | null> {
    const key = modelKey(entry.choice);
    const known = this.packs.get(key);
    if (known) return known;
    this.world.change(key, { inspecting: true, fault: null });
    const pack = await this.world.client.inspect(key, sourceOf(entry, this.world.base));
    if (!pack.ok) {
      this.world.change(key, { inspecting: false, fault: pack.fault });
      return null;
    }
    const { files, totalBytes } = pack.value;
    this.packs.set(key, pack.value);
    const hashed = files.filter((file) => file.hash !== null).length;
    this.world.change(key, { inspecting: false, totalBytes, count: files.length, hashed });
    return pack.value;
  }

  async download(entry: CatalogueEntry): Promise<void> {
    const key = modelKey(entry.choice);
    const before = this.world.view(key);
    if (this.running.has(key)) return;
    const pause = new AbortController();
    this.running.set(key, pause);
    const start: DownloadView = {
      state: 'running',
      phase: 'download',
      doneBytes: before.download?.doneBytes ?? before.keptBytes,
      totalBytes: before.totalBytes,
      bytesPerSecond: null,
    };
    this.world.change(key, { download: start, fault: null });
    const pack = await this.inspect(entry);
    const ended = await this.fetch(key, pack, pause.signal);
    this.running.delete(key);
    const { download } = this.world.view(key);
    if (ended.ok) this.world.change(key, { download: null, complete: true });
    else if (ended.fault.code === 'cancelled') this.world.change(key, { download: download && pausedOf(download) });
    else this.world.change(key, { download: download && { ...download, state: 'failed' }, fault: ended.fault });
    this.world.onSpace();
  }

  private fetch(key: ModelKey, pack: ModelPackage | null, paused: AbortSignal): Promise<Outcome<void>> | Outcome<void> {
    if (paused.aborted) return failed(fault('cancelled', 'Paused.'));
    const why = this.world.view(key).fault;
    return pack
      ? this.world.client.download(pack)
      : failed(why ?? fault('download-failed', 'The model’s index could not be read.'));
  }

  progress({ key, ...now }: DownloadProgress): void {
    const { download } = this.world.view(key);
    if (download?.state !== 'running') return;
    const doneBytes = Math.max(download.doneBytes, now.doneBytes);
    this.world.change(key, { download: { ...download, ...now, doneBytes }, keptBytes: doneBytes });
  }

  pause(key: ModelKey): void {
    this.running.get(key)?.abort();
    this.world.client.pause(key);
  }

  async remove(key: ModelKey): Promise<void> {
    this.pause(key);
    const removed = await this.world.client.remove(key);
    this.held.delete(key);
    this.packs.delete(key);
    this.world.change(
      key,
      removed.ok ? { keptBytes: 0, complete: false, download: null, fault: null } : { fault: removed.fault },
    );
    this.world.onSpace();
  }

  /** Keeps files that the user chose; when the browser keeps nothing they serve until the page is closed. */
  async keep(key: ModelKey, files: readonly NamedBlob[]): Promise<void> {
    this.held.set(key, files);
    const bytes = files.reduce((sum, { blob }) => sum + blob.size, 0);
    this.world.change(key, { totalBytes: bytes, count: files.length, hashed: 0 });
    const kept = await this.world.client.keep(key, files);
    this.world.change(
      key,
      kept.ok ? { keptBytes: bytes, complete: true, fault: null } : { complete: true, fault: kept.fault },
    );
    this.world.onSpace();
  }

  /** @throws FaultError */
  async open(key: ModelKey): Promise<readonly NamedBlob[]> {
    return this.held.get(key) ?? unwrap(await this.world.client.open(key));
  }
}

function pausedOf(download: DownloadView): DownloadView {
  return { ...download, state: 'paused', bytesPerSecond: null };
}

/**
 * A model on this origin lies in WebLLM's layout as on the hub, or, for Chorus, in a folder of its own; the worker is given
 * complete addresses.
 */
function sourceOf({ source, ...entry }: CatalogueEntry, base: string): CatalogueEntry['source'] {
  const addresses = webLlmAddresses({ source, ...entry }, base);
  if (addresses) return { kind: 'web-llm', model: addresses.weights, library: addresses.library };
  return source.kind === 'origin' ? { ...source, folder: new URL(source.folder, base).href } : source;
}

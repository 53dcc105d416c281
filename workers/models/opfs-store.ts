import type { FileSink, FileStore, StoredFile } from './ports.ts';

/** Parts of the interface that only workers have; the types of pages leave them out. */
interface SyncHandle {
  truncate(size: number): void;
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  flush(): void;
  close(): void;
}
interface WorkerFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<SyncHandle>;
  move?(folder: FileSystemDirectoryHandle, name: string): Promise<void>;
}

// A worker that was killed lets go of its files a moment later.
const LOCK_TRIES = 20;
const LOCK_WAIT_MS = 100;
// Copies for browsers without `move`: large enough for few calls, small enough for any memory.
const COPY_BYTES = 4 * 1024 * 1024;

/** The browser's private file system. Only in a worker, which alone may write without a copy of the file. */
export class OpfsStore implements FileStore {
  readonly resumable = true;

  constructor(private readonly root: FileSystemDirectoryHandle) {}

  async size(path: string): Promise<number | null> {
    const blob = await this.open(path);
    return blob ? blob.size : null;
  }

  async open(path: string): Promise<Blob | null> {
    const handle = await this.file(path, false);
    if (!handle) return null;
    return orNull(() => handle.getFile());
  }

  async write(path: string, from: number): Promise<FileSink> {
    const handle = await this.file(path, true);
    if (!handle) throw new Error(`${path} could not be opened.`);
    const sync = await unlocked(() => handle.createSyncAccessHandle());
    let at = from;
    try {
      sync.truncate(from);
    } catch (thrown) {
      sync.close();
      throw thrown;
    }
    return {
      write: (bytes) =>
        settled(() => {
          let rest = bytes;
          while (rest.byteLength > 0) {
            const written = sync.write(rest, { at });
            // Some browsers say a full disk by writing less, not by an error.
            if (written === 0) throw new DOMException('No room to write.', 'QuotaExceededError');
            at += written;
            rest = rest.subarray(written);
          }
        }),
      close: () =>
        settled(() => {
          try {
            sync.flush();
          } finally {
            sync.close();
          }
        }),
    };
  }

  async move(from: string, to: string): Promise<void> {
    const handle = await this.file(from, false);
    const [folder, name] = await this.folderAndName(to, true);
    if (!handle || !folder) throw new Error(`${from} is not there.`);
    if (handle.move) {
      await unlocked(async () => handle.move?.(folder, name));
      return;
    }
    const blob = await handle.getFile();
    const sink = await this.write(to, 0);
    try {
      for (let at = 0; at < blob.size; at += COPY_BYTES)
        await sink.write(new Uint8Array(await blob.slice(at, at + COPY_BYTES).arrayBuffer()));
    } finally {
      await sink.close();
    }
    await this.remove(from);
  }

  async remove(path: string): Promise<void> {
    const [folder, name] = await this.folderAndName(path, false);
    if (folder) await orNull(() => unlocked(() => folder.removeEntry(name, { recursive: true })));
  }

  async list(folder: string): Promise<readonly StoredFile[]> {
    let handle: FileSystemDirectoryHandle | null = this.root;
    for (const name of folder.split('/').filter(Boolean)) {
      const parent: FileSystemDirectoryHandle = handle;
      handle = await orNull(() => parent.getDirectoryHandle(name));
      if (!handle) return [];
    }
    const files: StoredFile[] = [];
    await collect(handle, folder, files);
    return files;
  }

  private async file(path: string, create: boolean): Promise<WorkerFileHandle | null> {
    const [folder, name] = await this.folderAndName(path, create);
    return folder && orNull(async () => (await folder.getFileHandle(name, { create })) as WorkerFileHandle);
  }

  private async folderAndName(
    path: string,
    create: boolean,
  ): Promise<readonly [FileSystemDirectoryHandle | null, string]> {
    const names = path.split('/');
    const last = names.pop() ?? '';
    let folder: FileSystemDirectoryHandle | null = this.root;
    for (const name of names) {
      const parent: FileSystemDirectoryHandle = folder;
      folder = await orNull(() => parent.getDirectoryHandle(name, { create }));
      if (!folder) return [null, last];
    }
    return [folder, last];
  }
}

async function collect(folder: FileSystemDirectoryHandle, path: string, files: StoredFile[]): Promise<void> {
  for await (const [name, handle] of folder.entries()) {
    const inside = path === '' ? name : `${path}/${name}`;
    if (handle.kind === 'directory') await collect(handle, inside, files);
    else {
      const file = await orNull(() => handle.getFile());
      if (file) files.push({ path: inside, bytes: file.size });
    }
  }
}

/** What is not there is null; other refusals are errors. */
async function orNull<T>(look: () => Promise<T>): Promise<T | null> {
  try {
    return await look();
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'NotFoundError') return null;
    throw thrown;
  }
}

async function unlocked<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (thrown) {
      const locked = thrown instanceof DOMException && thrown.name === 'NoModificationAllowedError';
      if (!locked || tries === LOCK_TRIES) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, LOCK_WAIT_MS));
    }
  }
}

/** A call that answers at once, as a promise: its error rejects instead of being thrown. */
function settled(work: () => void): Promise<void> {
  return Promise.resolve().then(work);
}

import type { ArtifactCaches, FileSink, FileStore, StoredFile } from './ports.ts';

/** A store in memory, with a quota that the caches beside it share. */
export class MemoryStore implements FileStore {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly kept = new Map<string, Uint8Array<ArrayBuffer>>();
  resumable = true;
  quota = Infinity;

  get used(): number {
    return [...this.files.values(), ...this.kept.values()].reduce((sum, bytes) => sum + bytes.byteLength, 0);
  }

  size(path: string): Promise<number | null> {
    return Promise.resolve(this.files.get(path)?.byteLength ?? null);
  }

  open(path: string): Promise<Blob | null> {
    const bytes = this.files.get(path);
    return Promise.resolve(bytes ? new Blob([bytes]) : null);
  }

  write(path: string, from: number): Promise<FileSink> {
    this.files.set(path, (this.files.get(path) ?? new Uint8Array()).slice(0, from));
    return Promise.resolve({
      write: (bytes) => {
        const old = this.files.get(path) ?? new Uint8Array();
        if (this.used + bytes.byteLength > this.quota)
          return Promise.reject(new DOMException('full', 'QuotaExceededError'));
        const joined = new Uint8Array(old.byteLength + bytes.byteLength);
        joined.set(old);
        joined.set(bytes, old.byteLength);
        this.files.set(path, joined);
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    });
  }

  move(from: string, to: string): Promise<void> {
    const bytes = this.files.get(from);
    if (!bytes) return Promise.reject(new Error(`${from} is not there.`));
    this.files.set(to, bytes);
    this.files.delete(from);
    return Promise.resolve();
  }

  remove(path: string): Promise<void> {
    for (const name of this.files.keys()) if (name === path || name.startsWith(`${path}/`)) this.files.delete(name);
    return Promise.resolve();
  }

  list(folder: string): Promise<readonly StoredFile[]> {
    const inside = folder === '' ? '' : `${folder}/`;
    const all = [...this.files].map(([path, bytes]) => ({ path, bytes: bytes.byteLength }));
    return Promise.resolve(all.filter(({ path }) => path.startsWith(inside)));
  }

  readonly caches: ArtifactCaches = {
    size: (cache, url) => Promise.resolve(this.kept.get(`${cache} ${url}`)?.byteLength ?? null),
    put: async (cache, url, body) => {
      const bytes = new Uint8Array(await body.arrayBuffer());
      if (this.used + bytes.byteLength > this.quota) throw new DOMException('full', 'QuotaExceededError');
      this.kept.set(`${cache} ${url}`, bytes);
    },
    delete: (cache, url) => Promise.resolve(void this.kept.delete(`${cache} ${url}`)),
  };
}

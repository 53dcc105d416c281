import type { FileSink, FileStore, StoredFile } from './ports.ts';

/** Holds files where the browser has no private file system (some private windows). */
export const FILES_CACHE = 'polyphony-files-v1';

/** Whole files in Cache Storage: a file that broke off starts again. */
export class CacheStore implements FileStore {
  readonly resumable = false;

  /** @param base any absolute address of this site; files get addresses below it that no server has */
  constructor(
    private readonly cache: Cache,
    private readonly base: string,
  ) {}

  async size(path: string): Promise<number | null> {
    const blob = await this.open(path);
    return blob ? blob.size : null;
  }

  async open(path: string): Promise<Blob | null> {
    const response = await this.cache.match(this.address(path));
    return response ? response.blob() : null;
  }

  write(path: string): Promise<FileSink> {
    const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
    const writer = writable.getWriter();
    const put = this.cache.put(this.address(path), new Response(readable));
    // Its error is told by the next write or by the close; nobody waits for it before.
    put.catch(() => undefined);
    const write = (bytes: Uint8Array) =>
      // A refused put stops reading: its error, not the stream's wait, is what happened.
      Promise.race([writer.write(bytes.slice()), put.then(() => new Promise<void>(() => undefined))]);
    return Promise.resolve({
      write,
      close: async () => {
        await Promise.race([writer.close(), put]);
        await put;
      },
    });
  }

  async move(from: string, to: string): Promise<void> {
    const response = await this.cache.match(this.address(from));
    if (!response) throw new Error(`${from} is not there.`);
    await this.cache.put(this.address(to), response);
    await this.cache.delete(this.address(from));
  }

  async remove(path: string): Promise<void> {
    await this.cache.delete(this.address(path));
    for (const file of await this.paths(path)) await this.cache.delete(this.address(file));
  }

  async list(folder: string): Promise<readonly StoredFile[]> {
    const paths = await this.paths(folder);
    return Promise.all(paths.map(async (path) => ({ path, bytes: (await this.size(path)) ?? 0 })));
  }

  private async paths(folder: string): Promise<readonly string[]> {
    const inside = folder === '' ? '' : `${folder}/`;
    const prefix = this.address('');
    const all = (await this.cache.keys()).map(({ url }) => url).filter((url) => url.startsWith(prefix));
    return all.map((url) => decodeURIComponent(url.slice(prefix.length))).filter((path) => path.startsWith(inside));
  }

  private address(path: string): string {
    return new URL(`kept-files/${encodeURIComponent(path)}`, this.base).href;
  }
}

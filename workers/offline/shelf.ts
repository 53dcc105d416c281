import {
  APP_CACHE,
  BUILD_KEY,
  BUILDS_CACHE,
  CURRENT_KEY,
  type OfflineBuild,
  type OfflineFile,
  TAB_KEY,
} from '../../lib/protocol/offline.ts';
import { isChunk } from './paths.ts';

/** The part of Cache Storage that is used here; tests give a map. */
export type Caches = Pick<CacheStorage, 'open' | 'has' | 'match'>;

/**
 * Files of the app by path and content, and the lists that say which build consists of which. A tab keeps the build that
 * it was opened with: after an update its later requests are answered from its own list.
 */
export class Shelf {
  private readonly lists = new Map<string, ReadonlyMap<string, string>>();
  private readonly tabs = new Map<string, string>();

  constructor(
    private readonly own: OfflineBuild,
    private readonly caches: Caches,
    private readonly origin: string,
  ) {
    this.lists.set(own.id, this.listOf(own));
  }

  /** The address that a file is kept under: its content and the rules for its headers are part of it. */
  key({ path, integrity }: OfflineFile, rules = this.own.rules): string {
    const url = new URL(path, this.origin);
    url.searchParams.set('content', integrity);
    url.searchParams.set('rules', rules);
    return url.href;
  }

  /** Before the first file: from now on nobody tidies this build's files away. */
  async announce(): Promise<void> {
    await (await this.builds()).put(`${BUILD_KEY}${this.own.id}`, Response.json(this.own));
  }

  /** New tabs are answered from this worker's build. */
  async makeCurrent(): Promise<void> {
    await (await this.builds()).put(CURRENT_KEY, new Response(this.own.id));
  }

  /** Remembers the build of a tab beyond this worker's life. @param build this worker's own unless told */
  async adopt(tab: string, build = this.own.id): Promise<void> {
    this.tabs.set(tab, build);
    if (await this.gone()) return;
    await (await this.builds()).put(`${TAB_KEY}${tab}`, new Response(build));
  }

  /** The build that a tab or worker was opened with; this worker's own when nobody knows. */
  async buildOf(tab: string): Promise<string> {
    const known = this.tabs.get(tab);
    if (known !== undefined) return known;
    const kept = tab === '' ? undefined : await this.caches.match(`${TAB_KEY}${tab}`, { cacheName: BUILDS_CACHE });
    const build = (await kept?.text()) ?? this.own.id;
    this.tabs.set(tab, build);
    return build;
  }

  /** @returns the kept file; undefined when the build has none of this name, or the browser lost it */
  async find(path: string, build: string): Promise<Response | undefined> {
    const from = { cacheName: APP_CACHE, ignoreVary: true };
    const key = (await this.list(build)).get(path);
    if (key !== undefined) return this.caches.match(key, from);
    // A worker that outlived this one is unknown by its id, but the names of its chunks are not.
    return isChunk(path)
      ? this.caches.match(new URL(path, this.origin).href, { ...from, ignoreSearch: true })
      : undefined;
  }

  /** @returns the kept page for addresses that lead to nothing */
  findLost(): Promise<Response | undefined> {
    return this.find('/404.html', this.own.id);
  }

  async put(file: OfflineFile, response: Response): Promise<void> {
    // A copy that was removed must not come back by its last tab.
    if (await this.gone()) return;
    await (await this.caches.open(APP_CACHE)).put(this.key(file), response);
  }

  /**
   * Deletes files of builds that no tab runs any more. Call it only while no newer build waits or is being fetched.
   * @param living ids of all tabs of this site
   */
  async tidy(living: ReadonlySet<string>): Promise<void> {
    if (await this.gone()) return;
    const builds = await this.builds();
    const needed = new Set([this.own.id]);
    for (const { url } of await builds.keys()) {
      const { pathname } = new URL(url);
      if (!pathname.startsWith(TAB_KEY)) continue;
      const tab = pathname.slice(TAB_KEY.length);
      if (living.has(tab)) needed.add(await this.buildOf(tab));
      else await builds.delete(url);
    }
    const keys = new Set<string>();
    for (const id of needed) for (const key of (await this.list(id)).values()) keys.add(key);
    const files = await this.caches.open(APP_CACHE);
    for (const request of await files.keys()) if (!keys.has(request.url)) await files.delete(request.url);
    for (const { url } of await builds.keys()) {
      const { pathname } = new URL(url);
      if (pathname.startsWith(BUILD_KEY) && !needed.has(pathname.slice(BUILD_KEY.length))) await builds.delete(url);
    }
  }

  private async gone(): Promise<boolean> {
    return !(await this.caches.has(BUILDS_CACHE));
  }

  private builds(): Promise<Cache> {
    return this.caches.open(BUILDS_CACHE);
  }

  private async list(build: string): Promise<ReadonlyMap<string, string>> {
    const known = this.lists.get(build);
    if (known) return known;
    const kept = await this.caches.match(`${BUILD_KEY}${build}`, { cacheName: BUILDS_CACHE });
    // The browser lost it: this worker's own is the next best.
    const list = this.listOf(kept ? ((await kept.json()) as OfflineBuild) : this.own);
    this.lists.set(build, list);
    return list;
  }

  private listOf({ files, onUse, rules }: OfflineBuild): ReadonlyMap<string, string> {
    return new Map([...files, ...onUse].map((file) => [file.path, this.key(file, rules)]));
  }
}

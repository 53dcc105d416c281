import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelSource } from '../../lib/model/catalogue.ts';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { libraryKey, weightsKey } from '../../workers/engines/web-llm/cache-keys.ts';
import { cachedGguf } from '../fixtures/gguf.ts';
import { expect, test as base, watchContext } from '../fixtures/guard.ts';
import { Hub, large, someBytes, wasmStart, webLlmRepository } from '../fixtures/hub.ts';
import type { ModelsBench } from './models-page.ts';
import { openModelsSite } from './models-site.ts';
import type { ContractSite } from './site.ts';

const KEY = 'wllama/owner/tiny/model.gguf';
const BYTES = 24_000_000;
const gguf = someBytes(BYTES, 7, 'GGUF');
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const source: ModelSource = { kind: 'hub', repository: 'owner/tiny', revision: 'main', files: ['model.gguf'] };
const llm = (name: string): ModelSource => ({
  kind: 'web-llm',
  model: `https://huggingface.co/mlc/${name}`,
  library: 'https://libraries.test/v1/shared.wasm',
});

/** A tab with models workers in it. */
class Tab {
  constructor(
    readonly page: Page,
    readonly hub: Hub,
  ) {}

  call<M extends keyof ModelsBench>(
    method: M,
    ...args: Parameters<ModelsBench[M]>
  ): Promise<Awaited<ReturnType<ModelsBench[M]>>> {
    return this.page.evaluate(
      ([name, given]) => (polyphonyModelsBench[name] as (...all: unknown[]) => unknown)(...given),
      [method, args] as [M, unknown[]],
    ) as Promise<Awaited<ReturnType<ModelsBench[M]>>>;
  }

  async download(key = KEY, from = source, id = 1): Promise<void> {
    await this.call('download', id, await this.call('inspect', id, key, from));
  }

  /** Resolves once so many bytes are on disk; the hub holds the rest back. */
  async reached(bytes: number): Promise<void> {
    const done = async () => (await this.call('kept', 1)).map(({ keptBytes }) => keptBytes);
    await expect.poll(done).toEqual([bytes]);
  }

  /** Offsets that the file's bytes were asked from since the last call. */
  taken(path = 'model.gguf'): number[] {
    const { requests } = this.hub;
    const asked = requests.filter((each) => each.host === 'store' && each.path.endsWith(`/${path}`));
    const offsets = asked.map(({ range }) => Number(/\d+/.exec(range ?? '0')?.[0]));
    requests.length = 0;
    return offsets;
  }

  async expectWhole(id = 1): Promise<void> {
    expect(await this.call('open', id, KEY)).toEqual([{ name: 'model.gguf', bytes: BYTES, sha256: sha256(gguf) }]);
  }
}

/** Sends a browser that asks the hub, or the libraries' host, to this machine. */
async function sendTo(hub: Hub, context: BrowserContext): Promise<void> {
  for (const host of ['https://huggingface.co/**', 'https://libraries.test/**'])
    await context.route(host, (route) => {
      const location = hub.localUrl(route.request().url());
      return route.fulfill({ status: 302, headers: { location, 'access-control-allow-origin': '*' } });
    });
}

async function openTab(context: BrowserContext, site: ContractSite, hub: Hub): Promise<Tab> {
  const page = await context.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => 'polyphonyModelsBench' in globalThis);
  const tab = new Tab(page, hub);
  await tab.call('start', 1);
  return tab;
}

interface Fixtures {
  readonly profile: BrowserContext;
  readonly hub: Hub;
  readonly another: () => Promise<Tab>;
  readonly tab: Tab;
}

const test = base.extend<Fixtures, { site: ContractSite }>({
  site: [
    async ({}, use) => {
      const site = await openModelsSite();
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  /** A profile on disk: what a passing context holds in memory knows no quota for private files. */
  profile: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'polyphony-profile-'));
    const executablePath = findChromium();
    const context = await chromium.launchPersistentContext(folder, {
      args: [...chromiumArgs],
      ...(executablePath && { executablePath }),
    });
    await watchContext(context);
    await use(context);
    await context.close();
    await rm(folder, { recursive: true, force: true });
  },
  hub: async ({ context }, use) => {
    const hub = await new Hub().start();
    hub.serve('owner/tiny', { 'model.gguf': large(gguf) });
    hub.serve('mlc/one', webLlmRepository([3_000_000, 2_000_000, 1_000_000]));
    hub.serve('mlc/two', webLlmRepository([500_000], { seed: 9 }));
    hub.raw.set('/v1/shared.wasm', someBytes(90_000, 5, wasmStart));
    await sendTo(hub, context);
    await use(hub);
    // Hosts behind the hub refuse preflights: no request may need one.
    expect(hub.requests.filter(({ method }) => method === 'OPTIONS')).toEqual([]);
    hub.close();
  },
  another: async ({ context, site, hub }, use) => {
    await use(() => openTab(context, site, hub));
  },
  tab: async ({ another }, use) => {
    await use(await another());
  },
});

// Every test here asks for a download.
test.use({ allowed: ['https://huggingface.co', 'https://libraries.test', 'http://127.0.0.1:*'] });

test.describe('Models worker in Chromium', () => {
  for (const kind of ['opfs', 'cache'] as const)
    test(`file store contract: ${kind}`, async ({ tab }) => {
      const results = await tab.call('storeCases', kind);
      expect(Object.values(results).filter((failure) => failure !== null)).toEqual([]);
    });

  test('downloads through the redirect to another host, verifies, and keeps over a reload', async ({ tab }) => {
    await tab.download();
    expect(tab.taken()).toEqual([0]);
    const seen = await tab.call('seen', 1);
    const done = seen.map(({ doneBytes }) => doneBytes);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(seen.at(-1)).toMatchObject({ doneBytes: BYTES, totalBytes: BYTES });
    await tab.page.reload();
    await tab.page.waitForFunction(() => 'polyphonyModelsBench' in globalThis);
    await tab.call('start', 1);
    expect(await tab.call('kept', 1)).toEqual([{ key: KEY, keptBytes: BYTES, totalBytes: BYTES, complete: true }]);
    await tab.expectWhole();
    await tab.download();
    expect(tab.taken()).toEqual([]);
  });

  for (const at of [0.1, 0.5, 0.99])
    test(`goes on where the connection dropped at ${at * 100} %`, async ({ tab, hub }) => {
      hub.plan('model.gguf', { kind: 'hold', at });
      const ended = tab.download();
      // A browser drops what it has not handed on when a line breaks, which can be megabytes: let all of it arrive.
      await tab.reached(BYTES * at);
      hub.cut();
      await ended;
      expect(tab.taken()).toEqual([0, BYTES * at]);
      await tab.expectWhole();
    });

  test('pauses and goes on with a range', async ({ tab, hub }) => {
    hub.plan('model.gguf', { kind: 'hold', at: 0.5 });
    const ended = tab.download().then(
      () => 'done',
      (thrown: unknown) => String(thrown),
    );
    await tab.reached(BYTES / 2);
    await tab.call('pause', 1, KEY);
    expect(await ended).toContain('cancelled');
    tab.taken();
    await tab.download();
    expect(tab.taken()).toEqual([BYTES / 2]);
    await tab.expectWhole();
  });

  test('goes on after its worker was killed in the middle', async ({ tab, hub }) => {
    hub.plan('model.gguf', { kind: 'hold', at: 0.5 });
    void tab.download().catch(() => undefined);
    await tab.reached(BYTES / 2);
    await tab.call('kill', 1);
    tab.taken();
    await tab.call('start', 2);
    expect(await tab.call('kept', 2)).toMatchObject([{ complete: false, keptBytes: BYTES / 2 }]);
    await tab.download(KEY, source, 2);
    expect(tab.taken()).toEqual([BYTES / 2]);
    await tab.expectWhole(2);
  });

  test('goes on in a new tab after the tab crashed', async ({ tab, hub, another }) => {
    hub.plan('model.gguf', { kind: 'hold', at: 0.5 });
    void tab.download().catch(() => undefined);
    await tab.reached(BYTES / 2);
    const crashed = tab.page.waitForEvent('crash');
    void tab.page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    tab.taken();
    const next = await another();
    await next.download();
    expect(next.taken()).toEqual([BYTES / 2]);
    await next.expectWhole();
  });

  test('fetches a file with a flipped bit again, and refuses it the second time', async ({ tab, hub }) => {
    hub.plan('model.gguf', { kind: 'flip', at: 0.6 });
    await tab.download();
    expect(tab.taken()).toEqual([0, 0]);
    await tab.expectWhole();
    await tab.call('remove', 1, KEY);
    hub.plan('model.gguf', { kind: 'flip', at: 0.6 }, { kind: 'flip', at: 0.1 });
    await expect(tab.download()).rejects.toThrow('model-corrupt');
    await expect(tab.call('open', 1, KEY)).rejects.toThrow('model-missing');
  });

  test('refuses a web page in place of weights', async ({ tab, hub }) => {
    hub.plan('model.gguf', { kind: 'html' });
    await expect(tab.download()).rejects.toThrow(/download-failed: .*a web page/);
  });

  test('stops at the quota, keeps what it has, and goes on when there is room', async ({ profile, site, hub }) => {
    await sendTo(hub, profile);
    const tab = await openTab(profile, site, hub);
    const cdp = await profile.newCDPSession(tab.page);
    const { origin } = new URL(site.url);
    const pack = await tab.call('inspect', 1, KEY, source);
    await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 12_000_000 });
    await expect(tab.call('download', 1, pack)).rejects.toThrow('storage-full');
    const [partial] = await tab.call('kept', 1);
    expect(partial?.complete).toBe(false);
    await cdp.send('Storage.overrideQuotaForOrigin', { origin });
    tab.taken();
    await tab.download();
    expect(tab.taken()).toEqual([partial?.keptBytes]);
    await tab.expectWhole();
  });

  test('puts WebLLM models where WebLLM looks; one of two that share a library goes alone', async ({ tab, hub }) => {
    await tab.download('web-llm/one', llm('one'));
    await tab.download('web-llm/two', llm('two'));
    const shard = weightsKey('https://huggingface.co/mlc/one', 'params_shard_0.bin');
    expect(await tab.call('cached', shard.scope, shard.key)).toBe(sha256(someBytes(3_000_000, 1)));
    const library = libraryKey('https://libraries.test/v1/shared.wasm');
    await tab.call('remove', 1, 'web-llm/one');
    expect(await tab.call('cached', library.scope, library.key)).toBe(sha256(someBytes(90_000, 5, wasmStart)));
    expect((await tab.call('cacheKeys', 'webllm/model')).filter((key) => key.includes('/one/'))).toEqual([]);
    expect(await tab.call('kept', 1)).toMatchObject([{ key: 'web-llm/two', complete: true }]);
    const libraries = hub.requests.filter(({ path, method }) => method === 'GET' && path.endsWith('shared.wasm'));
    expect(libraries.length).toBe(1);
    await tab.call('remove', 1, 'web-llm/two');
    expect(await tab.call('cached', library.scope, library.key)).toBe(null);
  });

  test('stops at the quota between two caches as well', async ({ tab, context, site }) => {
    const cdp = await context.newCDPSession(tab.page);
    const { origin } = new URL(site.url);
    await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_000_000 });
    await expect(tab.download('web-llm/one', llm('one'))).rejects.toThrow('storage-full');
    await cdp.send('Storage.overrideQuotaForOrigin', { origin });
    await tab.download('web-llm/one', llm('one'));
    expect(await tab.call('kept', 1)).toMatchObject([{ key: 'web-llm/one', complete: true }]);
  });

  test('fetches a file once for two tabs', async ({ tab, hub, another }) => {
    const other = await another();
    hub.plan('model.gguf', { kind: 'hold', at: 0.5 });
    const first = tab.download();
    await tab.reached(BYTES / 2);
    const second = other.download();
    await expect(other.call('remove', 1, 'wllama/unknown')).resolves.toBeUndefined();
    hub.release();
    await Promise.all([first, second]);
    expect(tab.taken()).toEqual([0]);
    await other.expectWhole();
  });

  test('keeps chosen files over a reload', async ({ tab }) => {
    await tab.call('keep', 1, 'wllama/mine', { 'b.gguf': 'second', 'a.gguf': 'first' });
    await tab.call('start', 2);
    const names = (await tab.call('open', 2, 'wllama/mine')).map(({ name }) => name);
    expect(names).toEqual(['b.gguf', 'a.gguf']);
  });

  test('keeps whole files where the browser has no private file system', async ({ tab, hub }) => {
    await tab.call('start', 2, '/bare.js');
    hub.plan('model.gguf', { kind: 'cut', at: 0.5 });
    await tab.download(KEY, source, 2);
    expect(tab.taken()).toEqual([0, 0]);
    await tab.expectWhole(2);
    expect(await tab.call('cacheKeys', 'polyphony-files-v1')).toHaveLength(2);
    await tab.call('remove', 2, KEY);
    expect(await tab.call('cacheKeys', 'polyphony-files-v1')).toEqual([]);
  });

  test('tells what the origin offers, and brings it where the embedded engine looks', async ({ tab, site }) => {
    const offer = await tab.call('offer', 1, 'smollm2-135m');
    expect(offer).toMatchObject({ onOrigin: true, keptBytes: 0 });
    const folder = `${site.url}models/smollm2-135m/`;
    await tab.download('chorus/smollm2-135m', { kind: 'origin', folder });
    expect(await tab.call('offer', 1, 'smollm2-135m')).toMatchObject({ keptBytes: expect.any(Number) });
    expect(await tab.call('kept', 1)).toMatchObject([{ key: 'chorus/smollm2-135m', complete: true }]);
  });

  test('downloads the real GGUF and verifies its published hash', async ({ tab, hub }) => {
    test.skip(!existsSync(cachedGguf()), 'The GGUF is not in the cache.');
    const real = await readFile(cachedGguf());
    hub.serve('owner/tiny', { 'model.gguf': large(real) });
    hub.plan('model.gguf', { kind: 'cut', at: 0.5 });
    await tab.download();
    expect(await tab.call('open', 1, KEY)).toEqual([
      { name: 'model.gguf', bytes: real.byteLength, sha256: sha256(real) },
    ]);
  });
});

import { type OpenAiServer, startOpenAiServer } from '../../scripts/openai-server/start.ts';
import { expect, test } from '../fixtures/app.ts';
import { cachedGguf } from '../fixtures/gguf.ts';
import { ModelsPage } from '../fixtures/models.ts';

const NAME = 'SmolLM2-135M-Instruct.Q4_1';

test('the Models screen says what this device has, and finds models, without asking anybody', async ({
  play,
  page,
  site,
  requests,
}) => {
  const models = new ModelsPage(page);
  await models.open();
  await expect(page.getByText(/No WebGPU here/)).toBeVisible();
  await expect(page.getByText('2 threads')).toBeVisible();
  await expect(models.row('SmolLM2 135M Instruct')).toContainText('in use');
  const catalogue = page.getByRole('region', { name: 'Catalogue' });
  await expect(catalogue.getByRole('listitem').first()).toBeVisible();
  expect(await catalogue.getByRole('listitem').count()).toBeGreaterThan(100);
  await catalogue.getByRole('searchbox').fill('qwen3 0.6');
  await expect(catalogue.getByRole('listitem')).toHaveCount(await catalogue.getByText(/Qwen3-0\.6B/).count());
  await expect(catalogue.getByRole('listitem').first()).toContainText('does not fit');
  expect(requests.map((request) => request.url()).filter((url) => !url.startsWith(site.url))).toEqual([]);
  await models.backToPlay();
  expect(play.errors).toEqual([]);
});

test('a GGUF file of the user’s own answers, is kept over a reload, and goes', async ({ play, page }) => {
  const models = new ModelsPage(page);
  await models.open();
  await models.addFiles(cachedGguf());
  const own = models.row(NAME);
  await models.use(NAME);
  await models.backToPlay();
  // Its answers take turns, so prompts are short ones.
  await page.getByRole('radio', { name: 'None' }).check({ force: true });
  await play.set('Max tokens', 8);
  const cells = await play.generate();
  expect(cells.map(({ state, by }) => [state, by.engine])).toEqual(Array(4).fill(['done', 'wllama']));
  await page.reload();
  await play.ready();
  const again = await play.generate();
  expect(again.map(({ text }) => text)).toEqual(cells.map(({ text }) => text));
  await models.open();
  await own.getByRole('heading').getByRole('button').click();
  await own.getByRole('button', { name: 'Remove', exact: true }).click();
  await own.getByRole('button', { name: 'Remove', exact: true }).last().click();
  await expect(own).toHaveCount(0);
  await expect(models.row('SmolLM2 135M Instruct')).toContainText('in use');
  const left = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle) => {
      for await (const [name, handle] of folder as unknown as AsyncIterable<[string, FileSystemHandle]>)
        if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle);
        else names.push(name);
    };
    await walk(root);
    return names.filter((name) => name.endsWith('.gguf'));
  });
  expect(left).toEqual([]);
});

test('a model whose last load never ended is loaded by an explicit click alone', async ({ play, page }) => {
  await page.evaluate(() => localStorage.setItem('polyphony-loading:chorus/smollm2-135m', '1'));
  await page.reload();
  await play.ready();
  await play.set('Max tokens', 8);
  await page.keyboard.press('Control+Enter');
  const codes = async () => (await play.cells()).map(({ fault }) => fault?.code);
  await expect.poll(codes).toEqual(Array(4).fill('worker-crashed'));
  const models = new ModelsPage(page);
  await models.open();
  await models.unfold('SmolLM2 135M Instruct');
  await models.row('SmolLM2 135M Instruct').getByRole('button', { name: 'Load again' }).click();
  await expect(models.row('SmolLM2 135M Instruct')).toContainText('ready');
  await models.backToPlay();
  expect((await play.generate()).map(({ state }) => state)).toEqual(Array(4).fill('done'));
});

test('a measurement takes ten seconds at most and is kept', async ({ play, page }) => {
  const models = new ModelsPage(page);
  await models.open();
  await models.unfold('SmolLM2 135M Instruct');
  const row = models.row('SmolLM2 135M Instruct');
  await row.getByRole('button', { name: /^Measure/ }).click();
  await expect(row).toContainText(/tokens\/s/);
  await page.reload();
  await models.unfold('SmolLM2 135M Instruct');
  await expect(row).toContainText(/tokens\/s/);
  expect(play.errors).toEqual([]);
});

test.describe('with a server', () => {
  let server: OpenAiServer;
  const KEY = 'sk-of-the-journey';
  test.beforeAll(async () => {
    test.setTimeout(600_000);
    server = await startOpenAiServer({ gguf: cachedGguf(), alias: 'tiny', slots: 4, contextTokens: 2048, key: KEY });
  });
  test.afterAll(() => server.close());

  test('a server typed by hand answers beside the embedded model; its key is not kept', async ({
    play,
    page,
    network,
  }) => {
    const models = new ModelsPage(page);
    await models.open();
    await page.getByText('Add a server').click();
    await page.getByLabel('Address').fill(server.url);
    await page.getByLabel('Name', { exact: true }).fill('Mine');
    await page.getByLabel('Key', { exact: true }).fill(KEY);
    network.allow(new URL(server.url).origin);
    await page.getByRole('button', { name: 'Add server' }).click();
    await expect(page.getByText('one of the 1 it lists', { exact: false })).toBeVisible();
    await page.getByLabel(/^Model: one of/).fill('tiny');
    await page.getByRole('button', { name: 'Add model' }).click();
    await models.use('tiny at Mine');
    await models.backToPlay();
    await expect(page.getByText('Prompts go to Mine.')).toBeVisible();
    await play.set('Max tokens', 12);
    const cells = await play.generate();
    expect(cells.map(({ state, by }) => [state, by.engine])).toEqual(Array(4).fill(['done', 'endpoint']));
    for (const { text } of cells) expect(text.length).toBeGreaterThan(20);
    const kept = await page.evaluate(async () => {
      const open = indexedDB.open('polyphony');
      const db = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
      const all = db.transaction('settings').objectStore('settings').getAll();
      const rows = await new Promise<unknown[]>((resolve) => (all.onsuccess = () => resolve(all.result)));
      db.close();
      return JSON.stringify(rows) + JSON.stringify(Object.entries(localStorage));
    });
    expect(kept).toContain('Mine');
    expect(kept).not.toContain(KEY);
  });

  test('a server that is not there is explained', async ({ play, page, network }) => {
    const models = new ModelsPage(page);
    await models.open();
    await page.getByText('Add a server').click();
    await page.getByLabel('Address').fill('http://localhost:9/v1/');
    network.allow('http://localhost:9');
    await page.getByRole('button', { name: 'Add server' }).click();
    await expect(page.getByText('No answer from http://localhost:9')).toBeVisible();
    await expect(page.getByText(/Ollama with OLLAMA_ORIGINS=/).first()).toBeVisible();
    // The browser itself reports the refused connection on its console.
    play.errors.length = 0;
  });
});

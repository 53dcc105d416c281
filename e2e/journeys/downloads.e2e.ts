import { readFileSync } from 'node:fs';
import { expect, test } from '../fixtures/app.ts';
import { cachedGguf } from '../fixtures/gguf.ts';
import { Hub, large } from '../fixtures/hub.ts';
import { ModelsPage } from '../fixtures/models.ts';

const FILE = 'SmolLM2-135M-Instruct.Q4_1.gguf';
const NAME = 'SmolLM2-135M-Instruct.Q4_1';

test('a model from the hub: size first, pause, resume, verified, then it answers', async ({
  play,
  page,
  context,
  requests,
  network,
}) => {
  const hub = await new Hub().start();
  hub.serve('owner/tiny', { [FILE]: large(readFileSync(cachedGguf())) });
  // It stands still in the middle, and after that the connection drops once.
  hub.plan(FILE, { kind: 'hold', at: 0.3 }, { kind: 'cut', at: 0.6 });
  await context.route('https://huggingface.co/**', (route) => {
    const location = hub.localUrl(route.request().url());
    return route.fulfill({ status: 302, headers: { location, 'access-control-allow-origin': '*' } });
  });
  try {
    const models = new ModelsPage(page);
    await models.open();
    await page.getByLabel(/^From the model hub/).fill(`owner/tiny/${FILE}`);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await models.unfold(NAME);
    const row = models.row(NAME);
    const asked = () => requests.filter((request) => request.url().startsWith('https://huggingface.co/')).length;
    expect(asked()).toBe(0);
    network.allow('https://huggingface.co', 'http://127.0.0.1:*');
    await row.getByRole('button', { name: 'Ask for its size' }).click();
    await row.getByRole('button', { name: /^Download 98/ }).click();
    await expect.poll(() => hub.holding).toBe(1);
    await row.getByRole('button', { name: 'Pause' }).click();
    await expect(row.getByText('Paused', { exact: false }).first()).toBeVisible();
    hub.release();
    await page.reload();
    await models.unfold(NAME);
    await row.getByRole('button', { name: /^Resume/ }).click();
    await expect(row.getByRole('button', { name: 'Load', exact: true })).toBeVisible();
    const ranges = hub.requests.filter(({ host, range }) => host === 'store' && range !== null);
    expect(ranges.length).toBeGreaterThanOrEqual(2);
    await models.use(NAME);
    await models.backToPlay();
    await page.getByRole('radio', { name: 'None' }).check({ force: true });
    await play.set('Max tokens', 8);
    const before = asked();
    const cells = await play.generate();
    expect(cells.map(({ state, by }) => [state, by.engine])).toEqual(Array(4).fill(['done', 'wllama']));
    expect(asked()).toBe(before);
    // Dropped connections stand on the browser's console.
    play.errors.length = 0;
  } finally {
    hub.close();
  }
});

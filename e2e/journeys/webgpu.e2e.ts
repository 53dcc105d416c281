import { expect, test } from '../fixtures/app.ts';
import { ModelsPage } from '../fixtures/models.ts';
import { findChromium, webGpuArgs } from '../../scripts/chromium.mjs';

const executablePath = findChromium();
// WebGPU computed on the processor: four tokens a second, ten of a prompt, fifteen seconds of a load.
test.use({ launchOptions: { args: [...webGpuArgs], ...(executablePath && { executablePath }) } });

const WEBGPU = 'SmolLM2 135M Instruct (WebGPU)';

test('two models answer side by side, each loaded once, and again after a reload', async ({ play, page }) => {
  test.setTimeout(600_000);
  const models = new ModelsPage(page);
  await models.open();
  await expect(page.getByText('A software adapter')).toBeVisible();
  await models.backToPlay();
  await page.getByRole('radio', { name: 'None' }).check({ force: true });
  await play.set('Max tokens', 8);
  // Two voices are enough here.
  for (let i = 0; i < 2; i++) {
    await page
      .getByRole('button', { name: /^Column actions/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
  }
  await expect(play.columns).toHaveCount(2);
  await page.getByRole('button', { name: 'Compare models' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: `Add ${WEBGPU}` }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(play.columns).toHaveCount(4);
  const cells = await play.generate();
  expect(cells.map(({ state }) => state)).toEqual(Array(4).fill('done'));
  expect(new Set(cells.map(({ by }) => by.engine))).toEqual(new Set(['chorus', 'web-llm']));
  // The same voice has the same seed under each model.
  expect(new Set(cells.map(({ seed }) => seed)).size).toBe(2);
  await page.reload();
  await play.ready();
  const again = await play.generate();
  expect(again.map(({ text }) => text)).toEqual(cells.map(({ text }) => text));
});

/** A model may break the line after its first words. */
const BEGUN = /(Math problem:[^]{7,})running/;

test('a lost device keeps the text so far and goes on, or says why not', async ({ play, page, browser }) => {
  test.setTimeout(600_000);
  const models = new ModelsPage(page);
  await models.open();
  await models.use(WEBGPU);
  await models.backToPlay();
  await page.getByRole('radio', { name: 'None' }).check({ force: true });
  await play.set('Max tokens', 40);
  await page.keyboard.press('Control+Enter');
  const first = play.columns.first();
  await expect(first).toContainText(BEGUN, { timeout: 200_000 });
  const before = BEGUN.exec((await first.textContent()) ?? '')?.[1] ?? 'nothing';
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.crashGpuProcess').catch(() => undefined);
  await expect(first).toContainText(/done|failed/, { timeout: 300_000 });
  await page.keyboard.press('Escape');
  await expect(play.generateButton).toBeVisible({ timeout: 60_000 });
  const [cell] = await play.cells();
  expect(cell?.text).toContain(before);
  expect(cell?.fault).toMatchObject({ code: 'device-lost' });
  // The runtime prints one line for each scope of errors that went away with the device; anything else is ours.
  const ours = play.errors.filter((text) => !text.includes('Instance dropped in popErrorScope'));
  play.errors.length = 0;
  expect(ours).toEqual([]);
});

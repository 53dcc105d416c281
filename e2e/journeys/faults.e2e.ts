import { PlayPage, expect, test } from '../fixtures/app.ts';

test('stop works in the middle of a stream, within a second', async ({ play }) => {
  await play.set('Max tokens', 600);
  await play.page.keyboard.press('Control+Enter');
  const third = play.columns.nth(2);
  await expect(third).toContainText(/Math problem:[^]{13,}/);
  const began = Date.now();
  await third.getByRole('button', { name: /^Stop/ }).click();
  await expect(third).toContainText('by you', { timeout: 5_000 });
  expect(Date.now() - began).toBeLessThan(1_000);
  // The others go on until they are stopped together.
  await expect(play.columns.first()).toContainText('running');
  await play.page.keyboard.press('Escape');
  const cells = await (async () => {
    await expect(play.generateButton).toBeVisible();
    return play.cells();
  })();
  expect(cells[2]?.state).toBe('stopped');
  expect(cells[2]?.text.length).toBeGreaterThan(20);
});

test('a worker that dies in the middle of a stream is a fault on its cells, and the next Generate works', async ({
  play,
}) => {
  await play.set('Max tokens', 400);
  await play.page.keyboard.press('Control+Enter');
  await expect(play.columns.first()).toContainText(/Math problem:[^]{7,}/);
  const worker = await play.engineWorker();
  await worker.evaluate(() => self.close()).catch(() => undefined);
  await expect(play.columns.first()).toContainText('failed', { timeout: 5_000 });
  await expect(play.generateButton).toBeVisible();
  expect((await play.cells()).map((cell) => cell.fault?.code)).toEqual(Array(4).fill('worker-crashed'));
  await play.set('Max tokens', 16);
  expect((await play.generate()).map((cell) => cell.state)).toEqual(Array(4).fill('done'));
});

test('a run cut off by a reload says what is missing and can be completed', async ({ play }) => {
  await play.set('Max tokens', 400);
  await play.page.keyboard.press('Control+Enter');
  await expect(play.columns.first()).toContainText(/Math problem:[^]{7,}/);
  await play.page.reload();
  await play.ready();
  await expect(play.page.getByText(/4 answers are missing/)).toBeVisible();
  await play.page.getByRole('button', { name: 'Complete' }).click();
  await expect(play.columns.first()).toContainText(/Math problem:[^]{7,}/);
  await play.page.keyboard.press('Escape');
  await expect(play.generateButton).toBeVisible();
  await expect(play.page.getByText(/are missing/)).toBeHidden();
});

test('with the network cut after load it still generates', async ({ play, context }) => {
  await play.set('Max tokens', 16);
  await play.generate();
  await context.setOffline(true);
  await play.set('Seed', 99);
  expect((await play.generate()).map((cell) => cell.state)).toEqual(Array(4).fill('done'));
});

test('without cross-origin isolation it still generates, on one thread, and says so', async ({ page, bareSite }) => {
  const play = new PlayPage(page);
  await play.open(bareSite.url);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await play.set('Max tokens', 12);
  expect((await play.generate()).map((cell) => cell.state)).toEqual(Array(4).fill('done'));
  await play.modelChip.click();
  await expect(page.getByRole('dialog')).toContainText(/single|one thread|1 thread/i);
});

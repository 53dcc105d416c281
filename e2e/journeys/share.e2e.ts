import AxeBuilder from '@axe-core/playwright';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, PlayPage, test } from '../fixtures/app.ts';
import { badLinks, focused, hostileTexts, linkOf, recipe, recording, tricks, unheld } from '../fixtures/links.ts';
import { RunsPage } from '../fixtures/runs.ts';
import { settledStorage } from '../fixtures/stored.ts';

/** What a link leads to, as a person uses it. */
class SharedPage {
  constructor(readonly page: Page) {}

  /** Goes there as from the address bar of this tab. */
  async open(fragment: string): Promise<void> {
    await this.page.evaluate((hash) => void (location.hash = hash), fragment);
  }

  get title() {
    return this.page.locator('#shared').getByRole('heading', { level: 1 });
  }

  get answers() {
    return this.page.getByRole('article', { name: /^Recorded answer/ });
  }

  button(name: string | RegExp) {
    return this.page.locator('#shared').getByRole('button', { name });
  }

  /** From Play's menu. */
  async openDialog(): Promise<void> {
    const menus = this.page.locator('[aria-haspopup="menu"]');
    await this.page.getByRole('button', { name: 'More', exact: true }).and(menus).click();
    await this.page.getByRole('menuitem', { name: /^Open a link/ }).click();
  }

  get undo() {
    return this.page.getByRole('button', { name: 'Undo' });
  }
}

const hash = (page: Page) => page.evaluate(() => location.hash);

test('a recipe is shown, opened in Play, undone, and gone from the address', async ({ page, site, requests }) => {
  const shared = new SharedPage(page);
  await page.goto(`${site.url}${await linkOf(recipe)}`);
  await expect(shared.title).toHaveText('A playground shared with you');
  await expect(page.locator('#shared')).toContainText('2 voices and the control');
  await expect(page.locator('#shared')).toContainText('A blacksmith from a harbour town who sings while she works');
  await expect(page.locator('#shared')).toContainText('max tokens 16');
  await expect(page.getByRole('region', { name: 'What it needs' })).toContainText('SmolLM2 135M Instruct');
  await expect(shared.button('Run it here')).toHaveCount(0);
  await shared.button('Open in Play').click();

  const play = new PlayPage(page, requests);
  await play.ready();
  await expect(play.columns).toHaveCount(3);
  await expect(play.columns.first()).toContainText('blacksmith');
  await expect(page.getByRole('spinbutton', { name: 'Seed' })).toHaveValue('42');
  expect(await hash(page)).toBe('');
  await shared.undo.click();
  await expect(play.columns).toHaveCount(4);
  await expect(page.getByRole('spinbutton', { name: 'Seed' })).toHaveValue('1');
});

test('Back and forward lead out of a link and in again', async ({ play, page }) => {
  const shared = new SharedPage(page);
  await shared.open(await linkOf(recipe));
  await expect(shared.title).toBeVisible();
  await page.goBack();
  await expect(play.generateButton).toBeVisible();
  await page.goForward();
  await expect(shared.title).toBeVisible();
  await page.getByRole('link', { name: 'Play', exact: true }).click();
  await play.ready();
});

test('a recording is shown as one, kept once, and its recipe runs here', async ({ play, page }) => {
  const shared = new SharedPage(page);
  await shared.open(await linkOf(recording));
  await expect(shared.title).toHaveText('Answers shared with you');
  await expect(page.locator('#shared')).toContainText(
    /Written by SmolLM2 135M Instruct on .*2026.*Chromium 156.*18\.4 tokens\/s/,
  );
  await expect(shared.answers).toHaveCount(6);
  for (const answer of await shared.answers.all()) await expect(answer).toContainText('recording');
  await page.getByRole('radio', { name: 'For reading' }).check({ force: true });
  await expect(shared.answers).toHaveCount(6);
  await page.getByRole('radio', { name: 'As written' }).check({ force: true });
  await shared.button('Keep under Runs').click();
  await expect(page.getByText('The recording is kept under Runs.')).toBeVisible();

  await page.reload();
  await expect(shared.answers).toHaveCount(6);
  await shared.button('Keep under Runs').click();
  await expect(page.getByText('It was kept under Runs before.')).toBeVisible();

  await shared.button('Run it here').click();
  await expect(play.columns).toHaveCount(3);
  const cells = await play.ended();
  expect(cells.map(({ state }) => state)).toEqual(Array(6).fill('done'));
  await page.reload();
  await play.ready();
  const runs = new RunsPage(page);
  await runs.open();
  await expect(runs.rows).toHaveCount(2);
});

test('a link to one cell shows that answer first', async ({ play, page }) => {
  const shared = new SharedPage(page);
  await shared.open(await linkOf(focused));
  await expect(shared.answers).toHaveCount(1);
  await expect(shared.answers.first()).toContainText('Second recorded answer of column 2.');
  await shared.button('Show all 6 answers').click();
  await expect(shared.answers).toHaveCount(6);
  await expect(shared.answers.filter({ hasText: 'linked' })).toHaveCount(1);
  expect(play.errors).toEqual([]);
});

test('what is missing is said, and Play takes what is here', async ({ play, page }) => {
  const shared = new SharedPage(page);
  await shared.open(await linkOf(unheld));
  const needs = page.getByRole('region', { name: 'What it needs' });
  await expect(needs).toContainText('1 voice of the collection “A village”, CC0-1.0');
  await expect(needs).toContainText('“My own 70B”, a model of the sender’s own');
  await shared.button('Open in Play').click();
  await expect(play.columns).toHaveCount(2);
});

test('unsaved work is asked for before it makes room', async ({ play, page }) => {
  const shared = new SharedPage(page);
  await play.set('Seed', 77);
  await shared.open(await linkOf(recipe));
  await shared.button('Open in Play').click();
  const dialog = page.getByRole('dialog', { name: 'Replace what is on Play?' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep mine' }).click();
  await expect(shared.title).toBeVisible();
  await shared.button('Close').click();
  await expect(page.getByRole('spinbutton', { name: 'Seed' })).toHaveValue('77');

  await shared.open(await linkOf(recipe));
  await shared.button('Open in Play').click();
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await expect(page.getByRole('spinbutton', { name: 'Seed' })).toHaveValue('42');
  await shared.undo.click();
  await expect(page.getByRole('spinbutton', { name: 'Seed' })).toHaveValue('77');
});

test('links that are cut off, altered, newer or hostile change nothing and ask nobody', async ({
  play,
  page,
  requests,
}) => {
  const shared = new SharedPage(page);
  // The code of the screen and of the worker is loaded once, by a sound link.
  await shared.open(await linkOf(recipe));
  await expect(shared.title).toBeVisible();
  await shared.open('#v1');
  await expect(page.getByRole('alert').first()).toBeVisible();
  await shared.button('Go to Play').click();
  await play.ready();
  const before = await settledStorage(page);
  const asked = requests.length;
  const titles: string[] = [];
  for (const [name, fragment] of await badLinks()) {
    await shared.open(fragment);
    await expect(shared.title, name).toHaveText(/^(It cannot be read|It is from a later version|It is too large)$/);
    titles.push(await shared.title.innerText());
    await shared.button('Go to Play').click();
    await play.ready();
    expect(await hash(page)).toBe('');
  }
  expect(new Set(titles).size).toBe(3);
  expect(await settledStorage(page)).toBe(before);
  // The browser itself looks for the tab's icon whenever the address changes.
  const others = requests.slice(asked).filter((request) => !request.url().endsWith('/icon.svg'));
  expect(others.map((request) => request.url())).toEqual([]);
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
});

test('hostile texts are shown as texts, with what they hide', async ({ play, page }) => {
  const shared = new SharedPage(page);
  await shared.open(await linkOf(hostileTexts));
  await expect(shared.title).toBeVisible();
  const main = page.locator('#shared');
  await expect(main).toContainText(tricks.markup);
  await expect(main).toContainText('U+202E');
  await expect(main).toContainText('U+200B');
  expect(await main.innerText()).not.toContain('\u202E');
  await expect(main.locator('img, script, iframe, a[href^="javascript"]')).toHaveCount(0);
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  expect(play.errors).toEqual([]);
});

test('the dialog opens a pasted link and a file', async ({ play, page }) => {
  const shared = new SharedPage(page);
  const fragment = await linkOf(recording);
  await shared.openDialog();
  await page.getByLabel('Link, or address of a file').fill('nothing of ours');
  await page.keyboard.press('Enter');
  await expect(page.getByText('That is neither a link')).toBeVisible();
  await page.getByLabel('Link, or address of a file').fill(`see <https://elsewhere.test/${fragment}>`);
  await page.keyboard.press('Enter');
  await expect(shared.answers).toHaveCount(6);
  expect(await hash(page)).toBe(fragment);
  await shared.button('Close').click();
  await play.ready();

  await shared.openDialog();
  const buffer = Buffer.from('no playground');
  await page
    .getByLabel('Playground file')
    .setInputFiles({ name: 'broken.polyphony', mimeType: 'application/octet-stream', buffer });
  await expect(shared.title).toHaveText('It cannot be read');
  await page.goBack();
  await expect(play.generateButton).toBeVisible();
});

test('an address is fetched when Fetch is pressed, and not before', async ({ play, page, network }) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('no playground');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new SharedPage(page).openDialog();
    await page.getByLabel('Link, or address of a file').fill(`${origin}/mine.polyphony`);
    await expect(page.getByText(/will see that you ask for this file/)).toBeVisible();
    expect(asked).toEqual([]);
    network.allow(origin);
    await page.getByRole('button', { name: 'Fetch' }).click();
    await expect(new SharedPage(page).title).toHaveText('It cannot be read');
    expect(asked).toEqual(['/mine.polyphony']);
    expect(play.errors).toEqual([]);
  } finally {
    server.close();
  }
});

test('another site frames a link: to read, with nothing kept', async ({ page, site, network }) => {
  const fragment = await linkOf(recording);
  const server = createServer((_, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(
        `<title>A blog</title><iframe title="shared" src="${site.url}embed${fragment}" width="390" height="520"></iframe>`,
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    network.allow(origin);
    await page.goto(origin);
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('article', { name: /^Recorded answer/ })).toHaveCount(6);
    const link = frame.getByRole('link', { name: 'Open in Polyphony' });
    await expect(link).toHaveAttribute('target', '_blank');
    await expect(link).toHaveAttribute('rel', 'noopener');
    const inside = page.frames()[1];
    // Browsers that keep nothing for framed sites refuse both.
    const kept = async () => {
      const databases = await indexedDB.databases().catch(() => []);
      return databases.length;
    };
    expect(await inside?.evaluate(kept)).toBe(0);
    expect(await inside?.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const [opened] = await Promise.all([page.waitForEvent('popup'), link.click()]);
    await expect(new SharedPage(opened).answers).toHaveCount(6);
  } finally {
    server.close();
  }
});

test('the frame says when there is nothing in it, or nothing sound', async ({ page, site }) => {
  await page.goto(`${site.url}embed`);
  await expect(page.getByRole('heading', { name: 'Nothing is shared here' })).toBeVisible();
  await page.goto(`${site.url}embed#v1.abc.abcdef`);
  await expect(page.getByRole('heading', { name: 'This link cannot be shown' })).toBeVisible();
});

// Colours do not depend on the width: two of the four say as much, in half the time.
for (const [scheme, width] of [
  ['light', 1280],
  ['dark', 390],
] as const)
  test(`axe finds nothing on shared screens in ${scheme} at ${width}`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${what}: ${id} at ${nodes.map((n) => n.target.join(' ')).join(', ')}`),
      ).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(width);
    };
    const shared = new SharedPage(page);
    await page.goto(site.url);
    await new PlayPage(page).ready();
    for (const [name, what] of Object.entries({ recipe, recording, focused, unheld, hostileTexts })) {
      await shared.open(await linkOf(what));
      await expect(shared.button('Open in Play')).toBeEnabled();
      await check(name);
    }
    await shared.open('#v1.abc.abcdef');
    await expect(shared.title).toHaveText('It cannot be read');
    await check('trouble');
    await shared.button('Open something else').click();
    await check('dialog');
    await page.goto(`${site.url}embed${await linkOf(hostileTexts)}`);
    await expect(page.getByRole('link', { name: 'Open in Polyphony' })).toBeVisible();
    await check('embed');
  });

import AxeBuilder from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import type { SharedPlayground } from '../../lib/model/share.ts';
import { unpackLink } from '../../lib/share/link.ts';
import { expect, test } from '../fixtures/app.ts';
import { RunsPage } from '../fixtures/runs.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: /^Share/ });

/** What the link in the dialog carries, once it holds what was chosen. */
async function carried(page: Page): Promise<SharedPlayground> {
  await expect(dialog(page).getByRole('button', { name: 'Copy link' })).toBeEnabled();
  const link = await dialog(page).getByRole('textbox', { name: 'Link' }).inputValue();
  // The clock stands still: this machine is shared, and how long it takes is for other tests.
  return unpackLink(new URL(link).hash, () => 0);
}

test('the first set-up is one short link, copied whole, and as a QR code, a frame and a file', async ({
  play,
  page,
  site,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const share = page.getByRole('button', { name: 'Share', exact: true });
  await share.press('Enter');
  await expect(dialog(page)).toContainText('There are no finished answers to send along.');
  const { recipe, recording } = await carried(page);
  expect(recording).toBeNull();
  expect(recipe.columns.map(({ kind }) => kind)).toEqual(['persona', 'persona', 'persona', 'control']);

  await dialog(page).getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog(page).getByText('The link is copied.')).toBeAttached();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await dialog(page).getByRole('textbox', { name: 'Link' }).inputValue());
  expect(copied.startsWith(`${new URL(site.url).origin}/#v1.`)).toBe(true);
  expect(copied.length).toBeLessThan(1000);
  await expect(dialog(page)).toContainText(`${copied.length} characters in the whole link`);

  await dialog(page).getByRole('tab', { name: 'QR code' }).click();
  await expect(dialog(page).getByRole('img', { name: /^QR code of this link/ })).toBeVisible();
  await dialog(page).getByRole('tab', { name: 'Embed' }).click();
  const html = await dialog(page).getByRole('textbox', { name: 'HTML snippet' }).inputValue();
  expect(html).toContain(`src="${copied.replace('/#', '/embed#')}"`);

  await dialog(page).getByRole('tab', { name: 'File' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog(page).getByRole('button', { name: 'Download file' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^Math-problem-\d{4}-\d\d-\d\d\.polyphony$/);
  expect(gunzipSync(await readFile(await download.path())).toString()).toContain('"version"');

  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(share).toBeFocused();
  expect(await play.cells()).toEqual([]);
});

test('answers travel as they are ticked: one from its cell, some from the run, at 390 px', async ({ play, page }) => {
  await play.set('Max tokens', 16);
  const cells = await play.generate();
  const text = (column: number) => cells.find((cell) => cell.column === column)?.text;

  await play.columns.nth(1).getByRole('button', { name: 'Share this answer' }).click();
  const one = await carried(page);
  expect(one.focus).toEqual({ column: 1, repeat: 0 });
  expect(one.recording?.cells.map((cell) => cell.text)).toEqual([text(1)]);
  await page.keyboard.press('Escape');

  const runs = new RunsPage(page);
  await runs.open();
  await runs.openFirst();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('group', { name: 'This run' }).getByRole('button', { name: 'Share' }).click();
  await expect(dialog(page)).toContainText('4 of 4 finished answers');
  await dialog(page).getByRole('checkbox').first().uncheck();
  await dialog(page)
    .getByRole('checkbox', { name: /^Control/ })
    .uncheck();
  await expect(dialog(page)).toContainText('2 of 4 finished answers');
  await expect
    .poll(async () => (await carried(page)).recording?.cells.map((cell) => cell.text))
    .toEqual([text(1), text(2)]);
  const inner = dialog(page).locator(':scope > div > div');
  expect(await inner.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing in the dialog in ${colorScheme} at 390`, async ({ play, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await carried(page);
    const { violations } = await new AxeBuilder({ page })
      .include('dialog[open]')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id} at ${nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual(
      [],
    );
    expect(play.errors).toEqual([]);
  });

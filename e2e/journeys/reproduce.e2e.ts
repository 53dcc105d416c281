import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Cell } from '../../lib/model/run.ts';
import { expect, PlayPage, test } from '../fixtures/app.ts';
import { RunsPage } from '../fixtures/runs.ts';

/** What a text and its making come to, token by token: the same tokens in the same order give the same text. */
const made = (cells: readonly Cell[]) =>
  cells.map(({ column, repeat, attempt, seed, text, tokens, finish, on }) => {
    return { column, repeat, attempt, seed, text, tokens, finish, on };
  });

const bar = (page: Page) => page.getByRole('region', { name: 'Compared with the recording' });
const likenesses = (page: Page) =>
  page.getByRole('region', { name: 'Answers' }).getByRole('button', { name: /compare with the recording/ });

/** Two columns, so that it is quick. */
async function keepTwoColumns(play: PlayPage): Promise<void> {
  for (let count = 4; count > 2; count--) {
    await play.columns
      .first()
      .getByRole('button', { name: /^Column|^More|menu/i })
      .first()
      .click();
    await play.page.getByRole('menuitem', { name: /^Remove/ }).click();
    await expect(play.columns).toHaveCount(count - 1);
  }
}

test('a link to answers that were written in one browser profile gives the same text, token by token, in a fresh one', async ({
  play,
  browser,
}) => {
  await keepTwoColumns(play);
  await play.set('Max tokens', 24);
  await play.set('Seed', 41);
  const written = await play.generate();
  expect(written.map(({ state }) => state)).toEqual(['done', 'done']);
  await play.page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = play.page.getByRole('dialog', { name: 'Share' });
  await dialog.getByText('With answers', { exact: true }).click();
  const link = dialog.getByRole('textbox', { name: 'Link' });
  await expect(link).toHaveValue(/#v1\./);
  await expect(dialog.getByRole('button', { name: 'Copy link' })).toBeEnabled();
  const address = await link.inputValue();
  // Two models at once would be slow on a small machine.
  await play.page.close();

  const context = await browser.newContext();
  const page = await context.newPage();
  const there = new PlayPage(page);
  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'Answers shared with you' })).toBeVisible();
  for (const { text } of written) await expect(page.getByText(text.slice(-20).trim()).first()).toBeVisible();
  await page.getByRole('button', { name: 'Run it here' }).click();
  await expect(bar(page)).toBeVisible();
  const again = await there.ended();
  expect(made(again)).toEqual(made(written));
  await expect(bar(page)).toContainText('2 identical');
  await expect(bar(page)).toContainText('No difference is known between the two runs.');
  await expect(likenesses(page)).toHaveText(['identical', 'identical']);

  await test.step('another seed and temperature are compared with the same recording, and are different', async () => {
    await there.set('Seed', 42);
    await there.set('Temperature', 1.5);
    await bar(page).getByRole('button', { name: 'Compare again' }).click();
    await there.ended();
    await expect(bar(page)).toContainText(/[12] different|the same at the start/);
    await expect(bar(page)).toContainText('Not the same in both: settings.');
    await bar(page).getByRole('button', { name: 'What differed' }).click();
    await expect(
      page.getByRole('row', { name: /Settings temperature 0.7, seed 41 temperature 1.5, seed 42/ }),
    ).toBeVisible();
    await page.keyboard.press('Escape');
    const badge = likenesses(page).first();
    await badge.click();
    const both = page.getByRole('dialog').filter({ hasText: 'Recorded' });
    await expect(both.getByRole('group', { name: 'Recorded: the text' })).toContainText(written[0]?.text ?? '');
    await expect(both.locator('mark')).toHaveCount(2);
    await page.keyboard.press('Escape');
    await expect(badge).toBeFocused();
  });

  await test.step('a reload brings the comparison back, and nothing on the screen is out of reach', async () => {
    await page.reload();
    await there.ready();
    await expect(likenesses(page)).toHaveCount(2);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  await test.step('the recording is kept under Runs as one, with what it was made on', async () => {
    await bar(page).getByRole('link', { name: 'Recording' }).click();
    await expect(page.getByText('Recording, from a link').first()).toBeVisible();
    await expect(page.getByText('Made in')).toBeVisible();
    await expect(page.getByText(/^processor, \d+ threads?, int8/)).toBeVisible();
    await expect(page.getByText('Speed as recorded')).toBeVisible();
  });
  expect(there.errors).toEqual([]);
  await context.close();
});

test('a run of this browser is run again from Runs, with its redone answer, and its comparison is kept', async ({
  play,
  page,
}) => {
  await keepTwoColumns(play);
  await play.set('Max tokens', 16);
  await play.generate();
  await play.columns.nth(1).getByRole('button', { name: /^Redo/ }).click();
  const written = await play.ended();
  expect(written.map(({ attempt }) => attempt)).toEqual([0, 0, 1]);
  const runs = new RunsPage(page);
  await runs.open();
  await runs.openFirst();
  await page.getByRole('button', { name: 'Run again here' }).click();
  const again = await play.ended();
  expect(made(again)).toEqual(made(written.filter(({ column, attempt }) => column === attempt)));
  await expect(bar(page)).toContainText('2 identical');
  await runs.open();
  await expect(runs.rows).toHaveCount(2);
  await expect(runs.rows.first()).toContainText('repeats a recording');
  await runs.openFirst();
  const beside = page.getByRole('region', { name: 'Beside the recording' });
  await expect(beside).toContainText('2 identical');
  await beside.getByRole('button').first().click();
  await expect(page.getByRole('dialog')).toContainText('The same as the recorded one, character by character.');
});

import AxeBuilder from '@axe-core/playwright';
import { expect, PlayPage, test } from '../fixtures/app.ts';
import { generateTwins, RunsPage } from '../fixtures/runs.ts';

test('an answer that repeats an earlier one says so, goes to it, and says so again after a reload', async ({
  play,
  page,
}) => {
  await generateTwins(play);
  const badges = page.getByRole('button', { name: /^near-duplicate of / });
  await expect(page.getByText(/Repetition 4 of 8 answers \(50%, 22–78%\)/).first()).toBeVisible();
  await expect(badges).toHaveCount(4);
  await expect(badges.first()).toHaveAccessibleName(/repeat 1 · 1\.00 of the words$/);
  await badges.first().click();
  const first = play.columns.first().getByRole('article').first();
  await expect(first).toBeFocused();
  await page.reload();
  await play.ready();
  await expect(badges).toHaveCount(4);
});

test('runs are listed, found by their words, written to files, deleted and put back', async ({ play, page }) => {
  await generateTwins(play);
  const [cell] = await play.cells();
  const runs = new RunsPage(page);
  await runs.open();
  await expect(runs.rows).toHaveCount(1);
  await expect(runs.rows.first()).toContainText('8 answers');
  await expect(runs.rows.first()).toContainText('repetition 4 of 8 (50%)');

  const word = /[a-z]{5,}/i.exec(cell?.text.slice('Math problem:'.length) ?? '')?.[0] ?? '';
  await runs.search.fill(word);
  await expect(runs.rows.first()).toContainText(/\d found/);
  await runs.search.fill('xyzzyplugh');
  await expect(page.getByText('No answer and no persona has these words.')).toBeVisible();
  await runs.search.fill('');

  await runs.openFirst();
  await expect(runs.answers).toHaveCount(8);
  await runs.answers.first().getByText('Prompt and settings').click();
  await expect(runs.answers.first()).toContainText('Write a challenging math problem');
  await page.getByRole('combobox', { name: 'Voice' }).selectOption({ label: 'Control' });
  await expect(runs.answers).toHaveCount(2);

  await runs.button(/^Export/).click();
  const lines = (await runs.exported(/^JSONL, 8 lines/)).trim().split('\n');
  const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(records.length).toBe(8);
  expect(Object.keys(records[0] ?? {}).slice(0, 3)).toEqual(['input persona', 'synthesized text', 'description']);
  expect(records[0]).toMatchObject({ 'synthesized text': cell?.text, seed: cell?.seed, near_duplicates_removed: 0 });
  expect((await runs.exported(/^CSV, 8 rows/)).startsWith('input persona,synthesized text,description,')).toBe(true);
  await page.keyboard.press('Escape');

  await page.getByRole('group', { name: 'This run' }).getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing generated yet' })).toBeVisible();
  await runs.button(/^Undo/).click();
  await expect(runs.rows).toHaveCount(1);
  await page.reload();
  await expect(runs.rows).toHaveCount(1);
});

test('near-duplicate answers are found, removed, left out of files and put back', async ({ play, page }) => {
  await generateTwins(play);
  const runs = new RunsPage(page);
  await runs.open();
  await runs.button('Find near-duplicates').click();
  await page
    .getByRole('form', { name: 'New comparison' })
    .getByRole('button', { name: 'Find near-duplicates' })
    .click();
  await runs.button('Remove 4 answers').click();
  await expect(page.getByText('4 answers removed.')).toBeVisible();
  await runs.button('All runs').click();
  await runs.openFirst();
  await expect(runs.answers).toHaveCount(4);
  await expect(page.getByText('4 removed as near-duplicates')).toBeVisible();
  await runs.button(/^Export/).click();
  const [line = ''] = (await runs.exported(/^JSONL, 4 lines/)).split('\n');
  expect(JSON.parse(line)).toMatchObject({ near_duplicates_removed: 1, dedup: [{ keep: 'first' }] });
  await page.keyboard.press('Escape');
  await runs.button('Show').click();
  await expect(runs.answers).toHaveCount(8);
  await page.getByRole('region', { name: 'Removed as near-duplicates' }).getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByText('4 removed as near-duplicates')).toHaveCount(0);
  await expect(runs.answers).toHaveCount(8);
});

test('a run goes back to Play with what it was made with', async ({ play, page }) => {
  await play.set('Max tokens', 16);
  const first = await play.generate();
  await play.set('Seed', 5);
  await play.generate();
  const runs = new RunsPage(page);
  await runs.open();
  await expect(runs.rows).toHaveCount(2);
  await runs.list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await runs.button('Open in Play').click();
  await play.ready();
  await expect(page.getByRole('spinbutton', { name: 'Seed' })).toHaveValue('1');
  await expect(play.columns.first()).toContainText(first[0]?.text.slice(14, 40).trim() ?? '');
  await page.reload();
  await play.ready();
  await expect(play.columns.first()).toContainText(first[0]?.text.slice(14, 40).trim() ?? '');
});

// Colours do not depend on the width: two of the four say as much, in half the time.
for (const [scheme, width] of [
  ['light', 1280],
  ['dark', 390],
] as const)
  test(`axe finds nothing on Runs in ${scheme} at ${width}`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1280, height: 844 });
    const play = new PlayPage(page);
    await play.open(site.url);
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${what}: ${id} at ${nodes.map((n) => n.target.join(' ')).join(', ')}`),
      ).toEqual([]);
    };
    const runs = new RunsPage(page);
    await runs.open();
    await check('nothing yet');
    await page.getByRole('link', { name: 'Play', exact: true }).click();
    await generateTwins(play);
    await page.setViewportSize({ width, height: 844 });
    await expect(page.getByRole('button', { name: /^near-duplicate of / })).toHaveCount(4);
    await check('repetition in Play');
    await runs.open();
    await expect(runs.rows).toHaveCount(1);
    await check('list');
    await runs.openFirst();
    await runs.answers.first().getByText('Prompt and settings').click();
    await check('a run');
    await runs.button(/^Export/).click();
    await check('export');
    // Nothing is wider than the window.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

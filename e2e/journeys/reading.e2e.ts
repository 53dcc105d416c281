import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../fixtures/app.ts';
import { RunsPage } from '../fixtures/runs.ts';
import { startScriptedAnswers, useScriptedAnswers } from '../fixtures/scripted-answers.ts';

const answer = [
  '# Plan',
  'It is **bold**, costs $5 and $10, and $x^2$ is a formula:\n\n\\[\\sum_{i=1}^n \\frac{i}{2}\\]',
  '- one\n- two',
  '| Item | Cost |\n|-|-:|\n| Tea | 3 |',
  `\`\`\`\n${'a long line of code '.repeat(20)}\n\`\`\``,
  '[good](https://good.example/path) [bad](javascript:alert(1)) ![cat](https://images.example/cat.png)',
  '<img src="https://images.example/raw.png" onerror="document.title=\'owned\'"> <b id="board">raw</b> \u202eturned',
].join('\n\n');

test('answers are laid out for reading when asked for, and nothing in them runs, loads or hides', async ({
  play,
  page,
  network,
  context,
}) => {
  const server = await startScriptedAnswers(answer);
  try {
    network.allow(server.origin);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await useScriptedAnswers(page, server);
    const cells = await play.generate();
    expect(cells.map(({ state }) => state)).toEqual(Array(4).fill('done'));
    const cell = page.locator('article[data-state]').first();
    await expect(cell).toContainText('**bold**');
    await expect(page.locator('[data-reading]')).toHaveCount(0);

    const choose = async (name: RegExp) => {
      await page.locator('button[data-tip="More"]').click();
      await page.getByRole('menuitemradio', { name }).click();
    };
    await choose(/^Answers for reading/);
    const reading = cell.locator('[data-reading]');
    await expect(reading.locator('strong')).toHaveText('bold');
    await expect(reading.locator('math')).toHaveCount(2);
    await expect(reading.locator('math[display="block"]')).toHaveCount(1);
    await expect(reading.getByRole('listitem')).toHaveText(['one', 'two']);
    await expect(reading.getByRole('columnheader')).toHaveText(['Item', 'Cost']);
    await expect(reading).toContainText('costs $5 and $10');
    await expect(reading).toContainText('[image: cat, at https://images.example/cat.png]');
    await expect(reading).toContainText('<b id="board">raw</b> U+202Eturned');
    await expect(reading.getByRole('heading')).toHaveCount(0);
    // An address in the middle of raw HTML is one that can be read, like any other.
    await expect(reading.getByRole('link')).toHaveText(['good', 'https://images.example/raw.png']);
    const link = reading.getByRole('link').first();
    await expect(link).toHaveAttribute('href', 'https://good.example/path');
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
    await expect(link).toHaveAttribute('target', '_blank');
    await expect(reading).toContainText('(https://good.example/path) bad (javascript:alert(1))');
    expect(await page.locator('[data-reading] :is(img, svg, script, iframe, [id], [name], [onerror])').count()).toBe(0);
    expect(await page.title()).not.toContain('owned');

    // The page's width stays; the code scrolls in its place, and the keyboard reaches it.
    const code = reading.getByRole('group', { name: 'Code' });
    await expect(code).toHaveAttribute('tabindex', '0');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    const { violations } = await new AxeBuilder({ page })
      .include('article[data-state]')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);

    await cell.getByRole('button', { name: 'Copy answer' }).click();
    await expect(cell.getByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(cells[0]?.text);

    await page.reload();
    await play.ready();
    await expect(reading.locator('strong')).toHaveText('bold');

    const runs = new RunsPage(page);
    await runs.open();
    await runs.openFirst();
    const answers = runs.answers.first();
    await expect(answers.locator('[data-reading] strong')).toHaveText('bold');
    // What is searched for is marked in the text as it was written.
    await page.getByRole('searchbox', { name: 'Search this run' }).fill('bold');
    await expect(answers.locator('[data-reading]')).toHaveCount(0);
    await expect(answers.locator('mark').first()).toHaveText('bold');
    await page.getByRole('searchbox', { name: 'Search this run' }).fill('');
    await page.getByRole('radio', { name: 'As written' }).check({ force: true });
    await expect(answers).toContainText('**bold**');
  } finally {
    server.close();
  }
});

import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Download, Page } from '@playwright/test';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { answerFormats, readExported } from '../../lib/export/read-exported.ts';
import type { AnswersCard } from '../../lib/export/card.ts';
import { readKeptRun } from '../../lib/store/read-run.ts';
import { expect, type PlayPage, test } from '../fixtures/app.ts';
import { HubPage } from '../fixtures/hub-page.ts';
import { generateTwins, RunsPage } from '../fixtures/runs.ts';

const titles = { jsonl: 'JSONL', csv: 'CSV', parquet: 'Parquet', md: 'Markdown', html: 'HTML' } as const;

/** A short run of the real model, open under Runs with its export panel. */
async function openExports(play: PlayPage): Promise<RunsPage> {
  await generateTwins(play);
  const runs = new RunsPage(play.page);
  await runs.open();
  await runs.openFirst();
  await runs.button(/^Export/).click();
  return runs;
}

async function downloaded(page: Page, name: RegExp): Promise<Download> {
  const button = page.getByRole('dialog', { name: /^Export answers/ }).getByRole('button', { name });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return download;
}

test('every format holds the run that was made, and gives it back', async ({ play, page }) => {
  await openExports(play);
  const cells = await play.cells();
  for (const format of answerFormats) {
    const download = await downloaded(page, new RegExp(`^${titles[format]}, 8 `));
    expect(download.suggestedFilename()).toMatch(new RegExp(`^Math-problem.*\\.${format}$`));
    const bytes = new Uint8Array(await readFile(await download.path()));
    const [kept, ...rest] = await readExported({ name: download.suggestedFilename(), bytes }, readKeptRun);
    expect(rest).toEqual([]);
    expect(kept?.cells).toEqual(cells);
    expect(kept?.run.environment?.browser).toMatch(/Chrom/);
    if (format !== 'parquet') continue;
    const file = bytes.slice().buffer;
    const rows = await parquetReadObjects({ file, compressors });
    expect(rows.map((row) => row['synthesized text'] as string)).toEqual(cells.map(({ text }) => text));
    expect(rows[0]?.['date']).toBeInstanceOf(Date);
    expect(rows[0]?.['setting_temperature']).toBe(0);
    const footer = parquetMetadata(file).key_value_metadata?.find(({ key }) => key === 'card')?.value;
    expect(JSON.parse(footer ?? '{}')).toMatchObject({ kind: 'answers', counts: { written: 8, done: 8 } });
  }
});

test('the data card says what the file is', async ({ play, page }) => {
  await openExports(play);
  const json = await downloaded(page, /^Data card as JSON/);
  expect(json.suggestedFilename()).toMatch(/\.card\.json$/);
  const card = JSON.parse(await readFile(await json.path(), 'utf8')) as AnswersCard;
  expect(card).toMatchObject({
    counts: { written: 8, runs: 1, asked: 8, done: 8, failed: 0 },
    models: [{ name: 'SmolLM2 135M Instruct', licence: 'Apache-2.0' }],
    settings: [{ temperature: 0, maxTokens: 24, answers: 8 }],
    validity: { repetition: { texts: 8, repeated: 4 } },
  });
  expect(card.personas.map(({ answers }) => answers).reduce((a, b) => a + b)).toBe(8);
  const words = await readFile(await (await downloaded(page, /^Data card as Markdown/)).path(), 'utf8');
  expect(words).toContain('- **Answers in it:** 8');
  expect(words).toContain('Not measured');
});

test('the HTML file shows everything without a request and without a script', async ({
  play,
  page,
  browser,
  network,
}) => {
  await openExports(play);
  const [cell] = await play.cells();
  const path = test.info().outputPath('answers.html');
  await (await downloaded(page, /^HTML, 8 /)).saveAs(path);
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 390, height: 844 } });
    const file = await context.newPage();
    const requests: string[] = [];
    const said: string[] = [];
    file.on('request', (request) => requests.push(request.url()));
    file.on('console', (message) => said.push(message.text()));
    await file.goto(pathToFileURL(path).href);
    expect(requests).toEqual([pathToFileURL(path).href]);
    await expect(file.locator('pre.answer').first()).toHaveText(cell?.text ?? '');
    await file.getByText(/^Data card/).click();
    await expect(file.getByText('SmolLM2 135M Instruct').first()).toBeVisible();
    expect(said).toEqual([]);
    // Its policy lets no script run, not even one that is put in later.
    await file.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "ran"';
      document.body.append(script);
    });
    expect(await file.title()).not.toBe('ran');
    await expect.poll(() => network.violations).toEqual([expect.stringContaining('script-src')]);
    network.violations.splice(0);
    expect(await file.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const { violations } = await new AxeBuilder({ page: file })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .setLegacyMode()
      .analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await context.close();
    // Opening the file was asked for.
    expect(network.strays).toEqual([`document ${pathToFileURL(path).href}`]);
    network.strays.splice(0);
  }
});

test('a file opens in another profile as the run that it was', async ({ play, page, browser, site }) => {
  await openExports(play);
  const cells = await play.cells();
  const path = test.info().outputPath('answers.parquet');
  await (await downloaded(page, /^Parquet, 8 /)).saveAs(path);
  const whole = test.info().outputPath('run.polyphony');
  await (await downloaded(page, /^\.polyphony, 1 run/)).saveAs(whole);
  for (const file of [path, whole]) {
    const context = await browser.newContext();
    const other = await context.newPage();
    await other.goto(site.url);
    const runs = new RunsPage(other);
    await runs.open();
    await openFile(other, file);
    await other.getByRole('button', { name: 'Keep 1 run' }).click();
    await expect(other.getByRole('button', { name: 'All are kept here' })).toBeVisible();
    await runs.open();
    await expect(runs.rows).toHaveCount(1);
    await runs.openFirst();
    await expect(runs.answers).toHaveCount(8);
    await expect(runs.answers.first()).toContainText(cells[0]?.text.slice(14, 60).trim() ?? '');
    await context.close();
  }
});

async function openFile(page: Page, file: string): Promise<void> {
  await page.getByRole('button', { name: 'Open a link or file' }).click();
  await page.getByRole('dialog').getByLabel('Playground file').setInputFiles(file);
}

test('a collection is written as CSV with a data card', async ({ play, page }) => {
  await play.ready();
  const hub = new HubPage(page);
  await hub.open();
  await hub.unfold('Starter');
  const row = hub.collection('Starter');
  const press = (name: RegExp) => async () => {
    await row.getByRole('button', { name: /^Export/ }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  const csv = await hub.download(press(/^CSV/));
  expect(csv.name).toMatch(/\.csv$/);
  expect(csv.text).toMatch(/^id,text,label_region/);
  const card = await hub.download(press(/^Data card: /));
  expect(card.name).toMatch(/\.card\.md$/);
  expect(card.text).toContain('## Collections');
  expect(card.text).toContain('a whole collection');
});

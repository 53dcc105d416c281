import AxeBuilder from '@axe-core/playwright';
import { writeFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/app.ts';
import { givenFile, HubPage } from '../fixtures/hub-page.ts';

const people = Array.from(
  { length: 200 },
  (_, at) => `A keeper of lighthouse number ${at} who paints the ${at % 7} o’clock sky.`,
);
const lines = people.map((persona) => JSON.stringify({ persona }));
/** 200 personas, two of them twice, one more only in its spaces, and three lines that are none. */
const jsonl = [
  ...lines.slice(0, 100),
  '{"persona": "cut off',
  lines[3],
  lines[4],
  JSON.stringify({ persona: `  ${people[5] ?? ''}  ` }),
  '["not", "an object"]',
  JSON.stringify({ other: 'no persona here' }),
  ...lines.slice(100),
].join('\n');

const table = [
  'uid,beschreibung,alter,land',
  ...Array.from(
    { length: 60 },
    (_, at) =>
      `u${at},"A ferry captain, the ${at}th of her family, who collects maps",${20 + at},${at % 2 ? 'DE' : 'FR'}`,
  ),
].join('\n');

test('a file with duplicates and broken lines is imported, kept over a reload, exported, deleted and brought back', async ({
  play,
  page,
  requests,
  site,
}) => {
  const hub = new HubPage(page);
  await hub.open();
  await hub.give(givenFile('lighthouses.jsonl', jsonl));
  await expect(hub.field('persona').getByRole('combobox', { name: 'Becomes' })).toHaveValue('text');
  await hub.name('Lighthouses');
  await hub.dialog.getByRole('combobox', { name: 'Licence' }).fill('CC-BY-NC-4.0');
  await expect(hub.dialog.getByText(/^No commercial use/)).toBeVisible();
  await hub.start();
  await hub.imported('Lighthouses');
  await expect(hub.count('Lighthouses', 'Rows read')).toHaveText('206');
  await expect(hub.count('Lighthouses', 'Personas kept')).toHaveText('200');
  await expect(hub.count('Lighthouses', 'Duplicates left out')).toHaveText('3');
  await expect(hub.count('Lighthouses', 'Could not be read')).toHaveText('3');
  const rejected = await hub.download(() =>
    hub
      .importCard('Lighthouses')
      .getByRole('button', { name: /rejected rows/ })
      .click(),
  );
  const reasons = rejected.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { line: number; reason: string });
  expect(reasons.map(({ line, reason }) => [line, reason])).toEqual([
    [101, 'not-json'],
    [105, 'not-an-object'],
    [106, 'no-text'],
  ]);

  await page.reload();
  await hub.ready();
  const row = hub.collection('Lighthouses');
  await expect(row).toContainText('200');
  await expect(row).toContainText('non-commercial');
  await hub.unfold('Lighthouses');
  await row.getByRole('button', { name: 'Verify' }).click();
  await expect(row.getByText('Its one part is whole.')).toBeVisible();
  await row.getByRole('button', { name: 'Export Lighthouses' }).click();
  const file = await hub.download(() => page.getByRole('menuitem', { name: /^JSONL/ }).click());
  expect(file.name).toBe('Lighthouses.jsonl');
  const rows = file.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { text: string; licence: string });
  expect(rows.map(({ text }) => text)).toEqual(people);
  // The licence travels with every row.
  expect(new Set(rows.map(({ licence }) => licence))).toEqual(new Set(['CC-BY-NC-4.0']));

  await row.getByRole('button', { name: 'Delete' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo deleting Lighthouses' }).click();
  await expect(row).toContainText('200');
  expect(requests.map((request) => request.url()).filter((url) => !url.startsWith(site.url))).toEqual([]);
  expect(play.errors).toEqual([]);
});

test('the user maps the fields of an unknown table; the attributes come along', async ({ play, page }) => {
  const hub = new HubPage(page);
  await hub.open();
  await hub.give(givenFile('menschen.csv', table));
  await hub.field('beschreibung').getByRole('combobox', { name: 'Becomes' }).selectOption({ label: 'persona text' });
  await hub.field('uid').getByRole('combobox', { name: 'Becomes' }).selectOption({ label: 'left out' });
  await hub.field('alter').getByRole('combobox', { name: 'Becomes' }).selectOption({ label: 'attribute' });
  await hub.field('alter').getByRole('combobox', { name: 'Kept as' }).selectOption({ label: 'whole number' });
  await hub.field('alter').getByRole('combobox', { name: 'Says' }).selectOption({ label: 'Age' });
  await hub.field('land').getByRole('combobox', { name: 'Becomes' }).selectOption({ label: 'attribute' });
  await hub.field('land').getByRole('combobox', { name: 'Says' }).selectOption({ label: 'Country' });
  await hub.name('Menschen');
  await hub.start();
  await hub.imported('Menschen');
  await expect(hub.count('Menschen', 'Personas kept')).toHaveText('60');
  await hub.unfold('Menschen');
  await expect(hub.collection('Menschen')).toContainText('says age');
  await expect(hub.collection('Menschen')).toContainText('says country');
  await expect(hub.collection('Menschen')).not.toContainText('uid');
  expect(play.errors).toEqual([]);
});

test('an import pauses, outlives a reload, and goes on with its file', async ({ play, page }, info) => {
  test.slow();
  // Some seconds of reading on a fast machine: time enough to press a button.
  const count = 1_600_000;
  const path = info.outputPath('many.txt');
  let text = '';
  for (let at = 0; at < count; at++)
    text += `The ${at}th baker of a town by the sea, whose bread is talked of in ${at % 977} villages\n`;
  await writeFile(path, text);
  const hub = new HubPage(page);
  await hub.open();
  await hub.give(path);
  await hub.name('Bakers');
  await hub.start();
  const card = hub.importCard('Bakers');
  await card.getByRole('button', { name: 'Pause' }).click();
  await expect(card.getByText('paused', { exact: true })).toBeVisible();
  const kept = Number((await hub.count('Bakers', 'Rows read').innerText()).replaceAll(',', ''));
  expect(kept).toBeLessThan(count);
  await page.reload();
  await hub.ready();
  const again = card.getByRole('button', { name: /again and resume/ });
  const resume = card.getByRole('button', { name: 'Resume', exact: true });
  await expect(again.or(resume)).toBeVisible();
  if (await again.isVisible()) await card.getByLabel('The same file again').setInputFiles(path);
  else await resume.click();
  await hub.imported('Bakers');
  await expect(hub.count('Bakers', 'Personas kept')).toHaveText('1,600,000');
  await expect(hub.count('Bakers', 'Duplicates left out')).toHaveText('0');
  await expect(hub.collection('Bakers')).toContainText('1,600,000');
  expect(play.errors).toEqual([]);
});

// Colours do not depend on the width: two of the four say as much, in half the time.
for (const [scheme, width] of [
  ['light', 1280],
  ['dark', 390],
] as const)
  test(`axe finds nothing on the Personas screen in ${scheme} at ${width}`, async ({ play, page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    const hub = new HubPage(page);
    await hub.open();
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${what}: ${id} at ${nodes.map((n) => n.target.join(' ')).join(', ')}`),
      ).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(width);
    };
    await check('library');
    await hub.give(givenFile('menschen.csv', table));
    await check('preview');
    await hub.dialog.getByRole('button', { name: 'Close' }).click();
    await hub.unfold('Starter');
    await check('a collection');
    for (const area of ['Browse', 'Balance'] as const) {
      await hub.show(area);
      await page.waitForTimeout(500);
      await check(area);
    }
    expect(play.errors).toEqual([]);
  });

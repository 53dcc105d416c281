import AxeBuilder from '@axe-core/playwright';
import { expect, type PlayPage, test } from '../fixtures/app.ts';
import { givenFile, HubPage } from '../fixtures/hub-page.ts';
import type { Page } from '@playwright/test';

/** Every seventh trades for saffron: 429 of 3,000. */
const villages = Array.from(
  { length: 3000 },
  (_, at) => `A beekeeper of village ${at} who trades honey for ${at % 7 === 0 ? 'saffron' : 'salt'}`,
);

/** The Browse area as a person uses it. */
class BrowsePage {
  constructor(readonly page: Page) {}

  get search() {
    return this.page.getByRole('searchbox', { name: 'Search personas' });
  }
  get list() {
    return this.page.getByRole('listbox', { name: 'Personas found' });
  }
  get ticked() {
    return this.page.getByRole('group', { name: 'Ticked personas' });
  }
  row(text: string | RegExp) {
    return this.list.getByRole('option').filter({ hasText: text });
  }
  /** Waits until so many are found, and nothing more is looked for. */
  async found(count: number | string): Promise<void> {
    const shown = typeof count === 'string' ? count : count.toLocaleString('en');
    await expect(this.page.getByText(new RegExp(`^${shown} of [\\d,]+, \\d+ ms$`))).toBeVisible();
  }
  async goToRow(row: number): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Row', exact: true }).fill(String(row));
    await this.page.keyboard.press('Enter');
  }
}

/** Browse, with these personas alone. */
async function withVillages(page: Page, texts: readonly string[] = villages): Promise<BrowsePage> {
  const hub = new HubPage(page);
  await hub.open();
  await hub.give(givenFile('villages.txt', texts.join('\n')));
  await hub.name('Villages');
  await hub.start();
  await hub.imported('Villages');
  await hub.show('Browse');
  const browse = new BrowsePage(page);
  await page.getByRole('checkbox', { name: /^Villages/ }).check();
  await browse.found(texts.length);
  return browse;
}

const boardTexts = (play: PlayPage) => play.page.getByRole('region', { name: 'Answers' });

test('words, phrases, prefixes, negation and pieces find what they say, marked', async ({ play, page }) => {
  const browse = await withVillages(page);
  for (const [text, count] of [
    ['saffron', 429],
    ['"village 42"', 1],
    ['saffr*', 429],
    ['beekeeper -saffron', 2571],
    ['=affro', 429],
    ['saffron salt', 0],
  ] as const) {
    await browse.search.fill(text);
    if (count === 0) await expect(page.getByText('Nobody here is like that.')).toBeVisible();
    else await browse.found(count);
  }
  await page.getByRole('button', { name: 'Show everybody' }).click();
  await expect(browse.search).toHaveValue('');
  await page.getByRole('checkbox', { name: /^Villages/ }).check();
  await browse.search.fill('saffron');
  await browse.found(429);
  await expect(browse.list.locator('mark').first()).toHaveText('saffron');
  await expect(browse.list.getByRole('option').first()).toContainText('Villages');
  expect(play.errors).toEqual([]);
});

test('ticks survive scrolling and searching; they become a set and voices of Play', async ({ play, page }) => {
  const browse = await withVillages(page);
  await browse.list.focus();
  await page.keyboard.press('End');
  await expect(browse.row('village 2999')).toBeVisible();
  await page.keyboard.press('Space');
  await page.keyboard.press('Home');
  await expect(browse.row('village 0 ')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(browse.ticked).toContainText('2 ticked');
  await browse.goToRow(1500);
  await expect(browse.row('village 1499')).toBeVisible();
  await browse.search.fill('saffron');
  await browse.found(429);
  await expect(browse.ticked).toContainText('2 ticked');

  await browse.ticked.getByRole('button', { name: 'To a set…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Keep as a set' });
  await dialog.getByRole('textbox', { name: 'New set' }).fill('Honey');
  await dialog.getByRole('button', { name: 'Make' }).click();
  await expect(page.getByText('2 personas added to “Honey”.')).toBeVisible();
  await browse.search.fill('');
  await page.getByRole('combobox', { name: 'Set', exact: true }).selectOption({ label: 'Honey (2)' });
  await browse.found(2);
  await expect(browse.list.getByRole('option', { selected: true })).toHaveCount(2);

  await browse.ticked.getByRole('button', { name: 'To Play' }).click();
  await page.getByRole('button', { name: 'Open Play' }).click();
  await expect(boardTexts(play)).toContainText('village 2999');
  await expect(boardTexts(play)).toContainText('village 1 who');

  // The set is there after a reload; deleted, it can be brought back.
  await page.reload();
  await play.ready();
  const hub = new HubPage(page);
  await hub.open();
  await hub.show('Browse');
  await page.getByRole('button', { name: 'Sets…' }).click();
  await page.getByRole('button', { name: 'Delete Honey' }).click();
  await expect(page.getByText('No set yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { name: 'Honey' })).toBeVisible();
  expect(play.errors).toEqual([]);
});

test('a persona opens with all that is known of it', async ({ play, page }) => {
  const browse = await withVillages(page);
  await browse.search.fill('"village 42"');
  await browse.found(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText(villages[42] ?? '');
  await expect(sheet.getByRole('region', { name: 'Where it comes from' })).toContainText('Villages, row 43 of 3,000');
  await expect(sheet.getByRole('row', { name: /^Language of the text/ })).toContainText('English');
  const alike = sheet.getByRole('region', { name: 'Most alike by their words' });
  await expect(alike.getByRole('listitem')).toHaveCount(8);
  await sheet.getByRole('button', { name: 'Use in Play' }).click();
  await expect(sheet).toContainText('1 persona added to Play.');
  await alike.getByRole('button').first().click();
  await expect(sheet).not.toContainText('Row 43 of');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(browse.list).toBeFocused();
  expect(play.errors).toEqual([]);
});

test('a label narrows the list; a seed draws the same sample, also to quotas', async ({ play, page }) => {
  const hub = new HubPage(page);
  await hub.open();
  await hub.show('Browse');
  const browse = new BrowsePage(page);
  await expect(browse.list).toBeVisible();
  const asia = page.getByRole('list', { name: 'Region' }).getByRole('checkbox', { name: /^Asia/ });
  const label = (await asia.locator('xpath=..').innerText()).replace(/\s+/g, ' ');
  await asia.check();
  await browse.found(/([\d,]+)$/.exec(label)?.[1] ?? 'no count');
  await expect(page.getByRole('button', { name: 'Take off: Region: Asia' })).toBeVisible();

  await page.getByRole('button', { name: 'Sample…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sample' });
  await dialog.getByRole('spinbutton', { name: 'How many' }).fill('3');
  await dialog.getByRole('spinbutton', { name: 'Sample seed' }).fill('7');
  const drawn = dialog.getByRole('list', { name: 'Drawn personas' });
  const draw = async () => {
    await dialog.getByRole('button', { name: 'Draw' }).click();
    await expect(dialog.getByRole('button', { name: 'Draw', exact: true })).toBeEnabled();
    await expect(drawn.getByRole('listitem')).toHaveCount(3);
    return drawn.getByRole('listitem').allInnerTexts();
  };
  const first = await draw();
  await dialog.getByRole('spinbutton', { name: 'Sample seed' }).fill('8');
  expect(await draw()).not.toEqual(first);
  await dialog.getByRole('spinbutton', { name: 'Sample seed' }).fill('7');
  expect(await draw()).toEqual(first);
  await expect(dialog.getByText('Recipe:')).toBeVisible();
  await dialog.getByRole('button', { name: 'To Play' }).click();
  await expect(dialog).toContainText('3 personas added to Play.');
  expect(play.errors).toEqual([]);
});

test('the balance leads to personas and to a sample of the world’s shares', async ({ play, page }) => {
  const hub = new HubPage(page);
  await hub.open();
  await hub.show('Balance');
  const region = page.getByRole('region', { name: 'Region' });
  await expect(region).toContainText(/\d+% unknown/);
  await expect(region).toContainText('World Population Prospects 2024');
  await expect(region.getByRole('row', { name: /^Asia/ })).toContainText('59%');
  await region.getByRole('button', { name: /^Sample to these quotas/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Sample' });
  await expect(dialog.getByRole('spinbutton', { name: /^Asia/ })).toHaveValue('58.74');
  await dialog.getByRole('button', { name: 'Draw' }).click();
  await expect(dialog.getByText('100 personas drawn')).toBeVisible();
  await dialog.getByRole('button', { name: 'Balance' }).click();
  await expect(page.getByRole('combobox', { name: 'Compare with the world' })).toContainText('Sample of 100');
  await page.getByRole('combobox', { name: 'Compare with the world' }).selectOption({ label: 'Starter personas' });
  await region.getByRole('button', { name: /^Africa/ }).click();
  await expect(page.getByRole('button', { name: 'Take off: Region: Africa' })).toBeVisible();
  await expect(new BrowsePage(page).list.getByRole('option').first()).toBeVisible();
  expect(play.errors).toEqual([]);
});

test('a list longer than a browser can scroll goes to any row', async ({ play, page }) => {
  test.slow();
  const browse = await withVillages(
    page,
    Array.from({ length: 300_000 }, (_, at) => `The ferryman number ${at} of the long river`),
  );
  await browse.list.focus();
  await page.keyboard.press('End');
  await expect(browse.row('number 299999 ')).toBeInViewport();
  await browse.goToRow(150_000);
  await expect(browse.row('number 149999 ')).toBeInViewport();
  // A wheel moves by rows, however long the list is.
  await browse.list.hover();
  for (let turn = 0; turn < 5; turn++) await page.mouse.wheel(0, 100);
  await expect(browse.row('number 150005 ')).toBeInViewport();
  await browse.list.focus();
  await page.keyboard.press('Home');
  await expect(browse.row('number 0 ')).toBeInViewport();
  expect(play.errors).toEqual([]);
});

for (const [width, scheme] of [
  [1280, 'light'],
  [390, 'dark'],
] as const)
  test(`axe finds nothing in the dialogs at ${width} in ${scheme}`, async ({ play, page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    const hub = new HubPage(page);
    await hub.open();
    await hub.show('Browse');
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${what}: ${id} at ${nodes.map((n) => n.target.join(' ')).join(', ')}`),
      ).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(width);
    };
    const { list } = new BrowsePage(page);
    await list.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Where it comes from' })).toBeVisible();
    await check('persona');
    await page.keyboard.press('Escape');
    if (width < 1000) {
      await page.getByRole('button', { name: /^Filters/ }).click();
      await check('filters');
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: 'Sample…' }).click();
    await page.getByText('To quotas', { exact: true }).click();
    await page.getByRole('button', { name: 'Draw' }).click();
    await expect(page.getByText('100 personas drawn')).toBeVisible();
    await check('sample');
    expect(play.errors).toEqual([]);
  });

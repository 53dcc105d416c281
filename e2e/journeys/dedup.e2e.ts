import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, type PlayPage, test } from '../fixtures/app.ts';
import { givenFile, HubPage } from '../fixtures/hub-page.ts';

/** Words that mean nothing, so that no two texts are alike by accident. */
const vocabulary = ['ba', 'do', 'ku', 'li', 'ma', 'ne', 'po', 'ra', 'su', 'ti', 'vo', 'ze'].flatMap((a, _, all) =>
  all.flatMap((b) => all.flatMap((c) => [a + b + c, `${a}${b}${c}n`])),
);
/** Different words in a text: one of them changed leaves 23 of 25 in common, 0.92. */
const WORDS = 24;

function wordsOf(text: number): string[] {
  // A generator of its own for each text; steps that share no factor with the vocabulary's size repeat no word.
  let state = (Math.imul(text + 1, 2_654_435_761) >>> 0) + 1;
  const words = new Set<string>();
  while (words.size < WORDS) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words.add(vocabulary[state % vocabulary.length] ?? '');
  }
  return [...words];
}

/** A text of each cluster, and what is planted beside it: in other case, in another order, or with a word changed. */
function clusterOf(cluster: number): string[] {
  const words = wordsOf(cluster);
  const base = words.join(' ');
  const changed = (at: number) => words.with(at, `changed${cluster}at${at}`).join(' ');
  switch (cluster % 5) {
    case 0:
      return [base, `${base.toUpperCase()}!`];
    case 1:
      return [base, words.toReversed().join(' ')];
    case 4:
      return [base, changed(3), changed(17)];
    default:
      return [base, changed(11)];
  }
}

/** So many texts in all; a cluster of every five has three members, the others two. */
function planted(texts: number, clusters: number): string {
  const alike = Array.from({ length: clusters }, (_, cluster) => clusterOf(cluster));
  const members = alike.flat().length;
  const others = Array.from({ length: texts - members }, (_, at) => wordsOf(clusters + at).join(' '));
  // The kept ones first, their likes at the end.
  const lines = [...alike.map(([first]) => first ?? ''), ...others, ...alike.flatMap(([, ...rest]) => rest)];
  return lines.map((persona) => JSON.stringify({ persona })).join('\n');
}

/** The Duplicates area as a person uses it. */
class DedupPage {
  constructor(readonly page: Page) {}

  get start() {
    return this.page.getByRole('button', { name: 'Find near-duplicates', exact: true });
  }
  get slider() {
    return this.page.getByRole('slider', { name: 'Threshold' });
  }
  get exactly() {
    return this.page.getByRole('spinbutton', { name: 'Exactly' });
  }
  get clusters() {
    return this.page.getByRole('list', { name: 'Clusters' }).locator(':scope > li');
  }
  get removed() {
    return this.page.getByRole('region', { name: 'Removed so far' });
  }
  counts(text: string | RegExp) {
    return this.page.getByText(text).first();
  }
  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Duplicates' }).click();
  }
  async choose(collection: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Look for near-duplicates in' }).selectOption({ label: collection });
  }
}

/** The Duplicates area, asked for from the library, with these personas. */
async function withPlanted(page: Page, texts: number, clusters: number): Promise<{ hub: HubPage; dedup: DedupPage }> {
  const hub = new HubPage(page);
  await hub.open();
  await hub.give(givenFile('planted.jsonl', planted(texts, clusters)));
  await hub.name('Planted');
  await hub.start();
  await hub.imported('Planted');
  await hub.unfold('Planted');
  await hub
    .collection('Planted')
    .getByRole('button', { name: /^Find near-duplicates/ })
    .click();
  return { hub, dedup: new DedupPage(page) };
}

const readable = (page: Page, width: number) =>
  page.evaluate((most) => document.documentElement.scrollWidth <= most, width);

async function shownInBrowse(play: PlayPage, count: string): Promise<void> {
  await play.page.getByRole('tab', { name: 'Browse' }).click();
  await expect(play.page.getByText(new RegExp(`^${count} of [\\d,]+, \\d+ ms$`))).toBeVisible();
}

test('500 planted clusters among 20,000 personas are found, decided, removed and put back', async ({ play, page }) => {
  test.slow();
  const { hub, dedup } = await withPlanted(page, 20_000, 500);
  await dedup.start.click();
  await expect(dedup.counts('500 clusters, 600 of 20,000 personas would go; 19,400 stay.')).toBeVisible({
    timeout: 60_000,
  });
  await expect(dedup.clusters).toHaveCount(20);

  // Other case and another order alone are equal sets of words.
  await dedup.slider.focus();
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight');
  await expect(dedup.exactly).toHaveValue('0.95');
  await expect(dedup.counts('200 clusters, 200 of 20,000 personas would go; 19,800 stay.')).toBeVisible();
  await dedup.exactly.fill('0.9');
  await expect(dedup.counts('500 clusters, 600 of 20,000')).toBeVisible();

  // The largest first: three members, one of which stays.
  const first = dedup.clusters.first();
  await expect(first.getByRole('listitem')).toHaveCount(3);
  await expect(first.locator('ins').first()).toContainText('changed');
  const ticks = first.getByRole('checkbox');
  await expect(ticks.first()).toHaveAttribute('aria-disabled', 'true');
  await ticks.nth(1).check();
  await expect(first.getByText('chosen by hand')).toBeVisible();
  await expect(dedup.counts('500 clusters, 599 of 20,000')).toBeVisible();
  await first.getByRole('button', { name: 'Back to the rule' }).click();
  await expect(dedup.counts('500 clusters, 600 of 20,000')).toBeVisible();
  await first.getByRole('button', { name: 'Not duplicates: keep all' }).click();
  await expect(page.getByRole('button', { name: 'Remove 598 personas' })).toBeEnabled();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('21 to 40')).toBeVisible();

  await page.getByRole('button', { name: 'Remove 598 personas' }).click();
  await expect(page.getByText('598 of 20,000 personas removed.')).toBeVisible();
  await expect(dedup.removed).toContainText('removed 598 of 20,000 · same words ≥ 0.90 · 1 cluster by hand');
  await hub.show('Library');
  await expect(hub.collection('Planted')).toContainText('19,402');
  await hub.show('Browse');
  await page.getByRole('checkbox', { name: /^Planted/ }).check();
  await shownInBrowse(play, '19,402');

  // The decision is there after a reload, and as a file; undone, everybody is back.
  await page.reload();
  await hub.ready();
  await dedup.open();
  const file = await hub.download(() => dedup.removed.getByRole('button', { name: /^Export JSONL/ }).click());
  expect(file.text.trim().split('\n')).toHaveLength(599);
  await dedup.removed.getByRole('button', { name: /^Undo/ }).click();
  await expect(dedup.removed).toContainText('Nothing yet.');
  await hub.show('Library');
  await expect(hub.collection('Planted')).toContainText('20,000');
  expect(play.errors).toEqual([]);
});

test('planted duplicates show what each method sees at the threshold', async ({ play, page }) => {
  const hub = new HubPage(page);
  await hub.open();
  const dedup = new DedupPage(page);
  await dedup.open();
  await dedup.choose('Starter personas');
  await dedup.start.click();
  await expect(dedup.counts(/clusters?, \d+ of 1,000 personas would go/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Plant and measure' }).click();
  const panel = page.getByRole('region', { name: 'What can this see?' });
  await expect(panel.getByText('Measured in')).toBeVisible({ timeout: 60_000 });
  await expect(panel.getByRole('row', { name: /^Case and punctuation/ })).toContainText('100%');
  await expect(panel).toContainText(/At 0\.90, same words is blind, or nearly so, to: .*paraphrase/);
  await expect(panel).toContainText('only texts of 19 different words');
  await panel.getByRole('button', { name: /^One word changed/ }).click();
  await expect(panel.locator('ins')).not.toHaveCount(0);
  await dedup.exactly.fill('0.6');
  await expect(panel).toContainText('At 0.60');
  expect(play.errors).toEqual([]);
});

test('the same meaning is compared by the encoder of this site, and can be cancelled', async ({ play, page }) => {
  test.slow();
  const hub = new HubPage(page);
  await hub.open();
  const dedup = new DedupPage(page);
  await dedup.open();
  await dedup.choose('Starter personas');
  await page.getByRole('radio', { name: 'Same meaning' }).check();
  await page.getByText('All texts', { exact: true }).click();
  await dedup.start.click();
  await expect(page.getByRole('progressbar', { name: /encoder|vectors/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText('Nothing was removed, and nothing of the comparison is kept.')).toBeVisible();

  await page.getByText('Likely pairs (fast)', { exact: true }).click();
  await dedup.start.click();
  // It goes on while another screen is looked at.
  await hub.show('Library');
  await dedup.open();
  await expect(dedup.counts(/clusters?, \d+ of 1,000 personas would go/)).toBeVisible({ timeout: 180_000 });
  await expect(page.getByText(/same meaning, fast, from 0\.85/)).toBeVisible();
  expect(play.errors).toEqual([]);
});

for (const [width, scheme] of [
  [1280, 'light'],
  [390, 'dark'],
] as const)
  test(`axe finds nothing among duplicates at ${width} in ${scheme}`, async ({ play, page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${what}: ${id} at ${nodes.map((n) => n.target.join(' ')).join(', ')}`),
      ).toEqual([]);
      expect(await readable(page, width), what).toBe(true);
    };
    const { dedup } = await withPlanted(page, 300, 30);
    await expect(dedup.start).toBeVisible();
    await page.getByRole('radio', { name: 'As the paper did it' }).check();
    await page.getByText(/^Advanced/).click();
    await check('set-up');
    // The paper's way may miss a pair; this one finds all that were planted.
    await page.getByRole('radio', { name: 'Same words, exact' }).check();
    await dedup.start.click();
    await expect(dedup.counts('30 clusters, 36 of 300 personas would go; 264 stay.')).toBeVisible();
    await page.getByRole('button', { name: 'Plant and measure' }).click();
    await expect(page.getByText('Measured in')).toBeVisible({ timeout: 60_000 });
    await dedup.clusters.first().getByRole('checkbox').nth(1).check();
    await check('clusters');
    await page.getByRole('button', { name: 'Remove 35 personas' }).click();
    await expect(dedup.removed).toContainText('removed 35 of 300');
    await check('removed');
    expect(play.errors).toEqual([]);
  });

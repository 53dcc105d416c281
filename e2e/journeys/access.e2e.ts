import AxeBuilder from '@axe-core/playwright';
import { PlayPage, expect, test } from '../fixtures/app.ts';
import { ModelsPage } from '../fixtures/models.ts';

for (const scheme of ['light', 'dark'] as const)
  for (const width of [1280, 390])
    test(`axe finds nothing in ${scheme} at ${width}`, async ({ page, site }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 844 });
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
      await check('first visit');
      await play.modelChip.click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await check('model dialog');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Add voice' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await check('picker');
      await page.keyboard.press('Escape');
      if (width === 1280) {
        await play.set('Max tokens', 8);
        await play.generate();
        await check('answers');
      }
      const models = new ModelsPage(page);
      await models.open();
      await models.unfold('SmolLM2 135M Instruct');
      await expect(page.getByRole('region', { name: 'Catalogue' }).getByRole('listitem').first()).toBeVisible();
      await check('models');
    });

test('everything of a first run works by keyboard', async ({ play, page }) => {
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: /^Skip to/ })).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: /^Stop all/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(play.generateButton).toBeVisible();
});

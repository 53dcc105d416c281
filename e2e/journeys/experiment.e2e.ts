import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Trial } from '../../lib/model/experiment.ts';
import { expect, test } from '../fixtures/app.ts';
import { ExperimentPage } from '../fixtures/experiment.ts';

/** What an answer and its making come to, without its experiment and its times. */
const made = (trials: readonly Trial[]) =>
  trials.map(({ arm, model, index, solve, seed, text, tokens, finish, state }) => {
    return { arm, model, index, solve, seed, text, tokens, finish, state };
  });

const violations = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);

/** Pages whose content is wider than they are scroll sideways, which nobody wants to do on a phone. */
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Arms of the set-up, small: four of each, short answers. */
async function setUp(experiment: ExperimentPage, site: string, task: string): Promise<void> {
  await experiment.open(site);
  await experiment.chooseTask(task);
  await experiment.addArm('Shuffled words');
  await experiment.button('Remove Verbalized sampling').click();
  await experiment.set('Answers for each arm', 4);
  await experiment.set('Max tokens', 32);
}

test('four arms on the embedded model: measured, judged, reported, opened again and reproduced after a kill', async ({
  page,
  site,
}) => {
  test.setTimeout(600_000);
  const experiment = new ExperimentPage(page);
  await setUp(experiment, site.url, 'Math problem');
  await test.step('every arm’s exact request is open to view', async () => {
    await experiment.button('Prompt of Hub').click();
    await expect(page.getByRole('dialog')).toContainText('Persona:');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });
  await experiment.begin();
  expect(made(await experiment.trials()).map(({ arm, index }) => `${arm}/${index}`)).toHaveLength(4);
  await experiment.button('Run the rest').click();
  await experiment.complete();
  const uncut = await experiment.trials();
  expect(uncut.map(({ state }) => state)).toEqual(Array(16).fill('done'));
  // The same seeds across arms, another one for each answer.
  expect(new Set(uncut.map(({ seed }) => seed)).size).toBe(4);

  await experiment.measured();
  await test.step('four pairs tell nothing, and the verdict says so', async () => {
    await expect(experiment.region('Verdict')).toContainText(/4 pairs/);
    await expect(experiment.region('Diversity').getByRole('rowheader', { name: /Vendi/ }).first()).toBeVisible();
    await expect(experiment.region('Quality')).toContainText(/valid/i);
    await expect(experiment.region('Curves').getByRole('img').first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
  await test.step('a phone shows all of it without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await sideways(page)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  const report = await experiment.exported('JSON');
  expect((await experiment.exported('Markdown')).text).toContain('## ');
  const html = (await experiment.exported('HTML')).text;
  expect(html).toContain('data:image/svg+xml');
  expect(html).not.toMatch(/<script/i);

  await test.step('the vote is blind, and can be taken back', async () => {
    await experiment.button('Start voting').click();
    await experiment.button(/^Left/).click();
    await expect(page.getByText('Pair 2 of 4')).toBeVisible();
    await page.keyboard.press('2');
    await expect(page.getByText('Pair 3 of 4')).toBeVisible();
    await experiment.button('Undo the last vote').click();
    await expect(page.getByText('Pair 2 of 4')).toBeVisible();
    await experiment.button('Undo the last vote').click();
    await expect(page.getByText('Pair 1 of 4')).toBeVisible();
  });

  await test.step('the same plan, killed in the middle and resumed, gives every answer again', async () => {
    await experiment.button('Reproduce this').click();
    const ended = async () => (await experiment.trials()).length;
    await expect(experiment.button(/^(Run the rest|Pause)$/)).toBeVisible();
    await expect.poll(ended, { timeout: 120_000 }).toBeGreaterThan(17);
    await page.reload();
    await experiment.tab('Run');
    await experiment.button(/^(Resume|Run the rest)$/).click();
    await experiment.complete();
    const again = (await experiment.trials()).filter(({ id }) => !uncut.some((one) => one.id === id));
    expect(made(again)).toEqual(made(uncut));
    await experiment.measured();
    await expect(experiment.region('Reproduction').getByText('16 of 16 answers identical')).toBeVisible();
  });

  await test.step('a report opens as a recording that says where it is from', async () => {
    await experiment.button('All experiments').click();
    await page.getByLabel('Report file').setInputFiles(report.path);
    await expect(page.getByText('recording', { exact: true }).first()).toBeVisible();
    await experiment.tab('Results');
    await expect(experiment.region('Verdict')).toBeVisible();
  });
});

test('a knowledge experiment can be paused, resumed after a reload, given more answers, deleted and brought back', async ({
  page,
  site,
}) => {
  test.setTimeout(480_000);
  const experiment = new ExperimentPage(page);
  await setUp(experiment, site.url, 'Knowledge');
  await experiment.button('Remove Shuffled words').click();
  await experiment.button(/^Remove Higher temperature/).click();
  await experiment.begin();
  await experiment.button('Run the rest').click();
  await experiment.button('Pause').click();
  await expect(experiment.button('Resume').or(experiment.button('See the results'))).toBeVisible({ timeout: 120_000 });
  const before = (await experiment.trials()).length;
  await page.reload();
  await experiment.tab('Run');
  if (before < 8) await experiment.button(/^(Resume|Run the rest)$/).click();
  await experiment.complete();
  expect(await experiment.trials()).toHaveLength(8);

  await experiment.set('More answers for each arm', 2);
  await experiment.button('Add them to the plan').click();
  await experiment.button('Resume').click();
  await experiment.complete();
  const trials = await experiment.trials();
  expect(trials).toHaveLength(12);
  expect(new Set(trials.map(({ id }) => id)).size).toBe(12);

  await experiment.button('More of this experiment').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(experiment.button('Begin')).toBeVisible();
  await experiment.button(/^Undo/).click();
  await expect(experiment.button(/^Open Knowledge/)).toBeVisible();
  expect(await experiment.trials()).toHaveLength(12);
});

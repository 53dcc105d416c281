import AxeBuilder from '@axe-core/playwright';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/app.ts';
import { HubPage } from '../fixtures/hub-page.ts';
import { startScriptedAnswers, useScriptedAnswers } from '../fixtures/scripted-answers.ts';

const people = Array.from({ length: 500 }, (_, at) => `A baker in village ${at} who rises before everybody else.`);
const jsonl = people.map((persona) => `${JSON.stringify({ persona })}\n`).join('');

const button = (page: Page) => page.getByRole('button', { name: /^Requests: / });

async function openLedger(page: Page) {
  await button(page).click();
  const dialog = page.getByRole('dialog', { name: 'What left this tab' });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Cells of each request's row: when, address, why, outcome, received, sent. */
async function rowsOf(page: Page): Promise<string[][]> {
  const rows = page.getByRole('table', { name: /^Requests to other hosts/ }).locator('tbody tr');
  return rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim())),
  );
}

test('nothing leaves the tab by opening the app and by generating with the embedded model', async ({ play, page }) => {
  await expect(button(page)).toHaveAccessibleName('Requests: Nothing left this tab');
  await play.set('Max tokens', 8);
  await play.generate();
  await expect(button(page)).toHaveAccessibleName('Requests: Nothing left this tab');
  const before = await page.locator('header').first().boundingBox();
  const dialog = await openLedger(page);
  await expect(dialog.getByRole('heading', { name: 'Nothing left this tab' })).toBeVisible();
  await expect(dialog.getByRole('table')).toHaveCount(0);
  const own = await dialog.getByText(/files? of this site, /).innerText();
  expect(Number(/^[\d,]+/.exec(own)?.[0].replaceAll(',', ''))).toBeGreaterThan(10);
  await expect(dialog.getByRole('heading', { name: 'What this host guarantees' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Ask this host for its policy' }).click();
  await expect(dialog.getByText('No other site can show this page inside its own')).toBeVisible();
  const { violations } = await new AxeBuilder({ page })
    .include('dialog')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(button(page)).toBeFocused();
  expect(await page.locator('header').first().boundingBox()).toEqual(before);
});

test('an import from an address is listed with its host, why, and its bytes; one that failed as failed', async ({
  play,
  page,
  network,
}) => {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/closed') !== true) response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', 'application/octet-stream');
    response.end(jsonl);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    network.allow(`http://${host}`);
    const hub = new HubPage(page);
    await hub.open();
    await hub.addButton.click();
    const field = hub.dialog.getByRole('textbox', { name: 'From an address' });
    await field.fill(`http://${host}/closed/people.jsonl`);
    await hub.dialog.getByRole('button', { name: 'Look at it' }).click();
    await expect(hub.dialog.getByText(/CORS/).first()).toBeVisible();
    await field.fill(`http://${host}/people.jsonl?pass=secret`);
    await hub.dialog.getByRole('button', { name: 'Look at it' }).click();
    await expect(hub.dialog.getByRole('heading', { name: 'Check what will be imported' })).toBeVisible();
    await hub.name('Far');
    await hub.start();
    await hub.imported('Far');
    await expect(button(page)).toHaveAccessibleName(/^Requests: \d+ requests to 1 host$/);
    const dialog = await openLedger(page);
    const rows = await rowsOf(page);
    expect(new Set(rows.map(([, , why]) => why))).toEqual(new Set(['Personas from an address that you typed']));
    const closed = rows.filter(([, address]) => address?.includes('/closed/'));
    expect(closed.length).toBeGreaterThan(0);
    for (const row of closed) expect(row.slice(3)).toEqual(['failed: no answer', '0 B', '0 B']);
    const open = rows.filter(([, address]) => address === `GET ${host}/people.jsonl?…`);
    const whole = `${Math.round(jsonl.length / 1000)} kB`;
    expect(open.map((row) => row.slice(3))).toContainEqual(['ok', whole, '0 B']);
    for (const [, , , outcome] of rows) expect(outcome).not.toBe('under way');
    await expect(dialog).not.toContainText('secret');
    // A refused request stands on the console.
    play.errors.length = 0;
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a server that the user typed is listed with every byte sent and received, and all of it goes with the tab', async ({
  play,
  page,
  network,
}) => {
  const server = await startScriptedAnswers('An answer with an ö.');
  try {
    network.allow(server.origin);
    await useScriptedAnswers(page, server);
    await play.generate();
    const dialog = await openLedger(page);
    await expect(dialog.getByText('under way')).toHaveCount(0);
    const rows = await rowsOf(page);
    for (const [, address, why, outcome] of rows) {
      expect(address).toMatch(new RegExp(`^(GET|POST) ${server.host}/v1/`));
      expect(why).toBe('Answers from the server that you typed');
      // A reader of answers lets go of the line at the mark of their end.
      expect(['ok', 'ended by this tab']).toContain(outcome);
    }
    expect(rows.filter(([, address]) => address?.endsWith('/chat/completions')).length).toBeGreaterThanOrEqual(4);
    const words = (bytes: number) => (bytes < 1000 ? `${bytes} B` : `${Math.round(bytes / 1000)} kB`);
    await expect(dialog.getByText(/requests?, .* received, .* sent$/)).toHaveText(
      `${rows.length} requests, ${words(server.bytes.sent)} received, ${words(server.bytes.received)} sent`,
    );
    await page.keyboard.press('Escape');
    await page.reload();
    await play.ready();
    await expect(button(page)).toHaveAccessibleName('Requests: Nothing left this tab');
  } finally {
    server.close();
  }
});

test('everything that is kept goes when the user says so twice', async ({ play, page }) => {
  await play.set('Max tokens', 8);
  expect(await play.generate()).toHaveLength(4);
  const dialog = await openLedger(page);
  await dialog.getByRole('button', { name: 'Delete everything…' }).click();
  await expect(dialog.getByRole('button', { name: 'Keep' })).toBeFocused();
  const loaded = page.waitForEvent('load');
  await dialog.getByRole('button', { name: 'Delete everything', exact: true }).click();
  await loaded;
  await play.ready();
  expect(await play.cells()).toEqual([]);
});

import type { BrowserContext, Page } from '@playwright/test';
import type { Cell, RunSpec, Usage } from '../../lib/model/run.ts';
import { withPage } from './browser.ts';

export interface AppAnswer {
  /** From navigation to the model's readiness, the clicks of the model dialog included. */
  readonly loadMs: number;
  /** Wall time from the click on Generate to the last cell's end, less what the engine says of it. */
  readonly overheadMs: number;
  readonly usages: readonly Usage[];
  readonly texts: readonly string[];
}

const generate = (page: Page) => page.getByRole('button', { name: /^Generate/ });

/** The first visit: makes the database, and leaves the weights in the browser. @returns its load in milliseconds. */
export function visitApp(context: BrowserContext, url: string, limitMs: number): Promise<number> {
  return withPage(context, limitMs, 'the first visit', async (page) => {
    await page.goto(url);
    return loadModel(page);
  });
}

/** A first visit that loads no model: the database is there, and nothing else. */
export function openApp(context: BrowserContext, url: string, limitMs: number): Promise<void> {
  return withPage(context, limitMs, 'the first visit', async (page) => {
    await page.goto(url);
    await generate(page).and(page.locator(':enabled')).waitFor();
  });
}

/**
 * One run of the app with this set-up, restored from where the app keeps its own draft: it was opened in this context
 * before.
 * @param loads loads the embedded model on the processor first; without it Generate loads what the columns name.
 */
export function runApp(
  context: BrowserContext,
  url: string,
  spec: RunSpec,
  limitMs: number,
  loads = true,
): Promise<AppAnswer> {
  return withPage(context, limitMs, `the app with ${spec.columns.length} columns`, async (page) => {
    await page.goto(`${url}icon.svg`); // the same origin, without the app
    const { task, columns, settings } = spec;
    await page.evaluate(writeDraft, { version: 2, task, columns, settings });
    await page.goto(url);
    const loadMs = loads ? await loadModel(page) : Number.NaN;
    await generate(page).and(page.locator(':enabled')).waitFor();
    await page.evaluate(noteClick);
    await generate(page).click();
    await page.getByRole('button', { name: /^Stop all/ }).waitFor();
    await generate(page).waitFor({ timeout: limitMs });
    const clickedAt = await page.evaluate(() => (globalThis as { clickedAt?: number }).clickedAt ?? Number.NaN);
    const cells = await lastCells(page, spec.columns.length);
    const usages = cells.map(usageOf);
    const wall = Math.max(...cells.map((cell) => cell.updatedAt)) - clickedAt;
    const own = Math.max(...usages.map(({ queueMs, firstTokenMs, decodeMs }) => queueMs + firstTokenMs + decodeMs));
    return { loadMs, overheadMs: wall - own, usages, texts: cells.map((cell) => cell.text) };
  });
}

async function loadModel(page: Page): Promise<number> {
  await generate(page).and(page.locator(':enabled')).waitFor();
  await page.locator('button[aria-label^="Model:"]').click();
  await page.getByRole('button', { name: 'Load', exact: true }).click();
  // The chip lies behind the dialog, where roles do not reach.
  const ready = page.locator('button[aria-label^="Model:"][aria-label$=", ready"]');
  await ready.waitFor({ state: 'attached' });
  const loadMs = await page.evaluate(() => performance.now());
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  return loadMs;
}

/** The cells are written just after the button is back. */
async function lastCells(page: Page, count: number): Promise<readonly Cell[]> {
  for (let tries = 0; tries < 50; tries++) {
    const all = (await page.evaluate(readCells)) as readonly Cell[];
    const ended = all.filter((cell) => cell.state !== 'queued' && cell.state !== 'running');
    if (all.length === count && ended.length === count) return [...all].sort((a, b) => a.column - b.column);
    await page.waitForTimeout(100);
  }
  throw new Error('the app did not keep its cells');
}

function usageOf(cell: Cell): Usage {
  if (cell.state !== 'done' || !cell.usage) throw new Error(cell.fault?.message ?? `a cell is ${cell.state}`);
  return cell.usage;
}

// These three run in the page: each stands alone.

function noteClick(): void {
  addEventListener('click', () => Object.assign(globalThis, { clickedAt: Date.now() }), { capture: true, once: true });
}

function writeDraft(value: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open('polyphony');
    open.onerror = () => reject(new Error('the database cannot be opened'));
    // Made here it would be empty, and the app could not use it.
    open.onupgradeneeded = () => open.transaction?.abort();
    open.onsuccess = () => {
      const put = open.result.transaction('settings', 'readwrite');
      put.objectStore('settings').put({ key: 'play-draft', value });
      put.onerror = () => reject(new Error('the draft cannot be written'));
      put.oncomplete = () => {
        open.result.close();
        resolve();
      };
    };
  });
}

/** Of the newest run. */
function readCells(): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open('polyphony');
    open.onerror = () => reject(new Error('the database cannot be opened'));
    open.onsuccess = () => {
      const read = open.result.transaction(['runs', 'cells']);
      const newest = read.objectStore('runs').index('createdAt').openCursor(null, 'prev');
      newest.onsuccess = () => {
        const run = newest.result?.value as { id: string } | undefined;
        const cells = read
          .objectStore('cells')
          .index('run')
          .getAll(run?.id ?? '');
        cells.onsuccess = () => {
          open.result.close();
          resolve(cells.result as unknown[]);
        };
      };
    };
  });
}

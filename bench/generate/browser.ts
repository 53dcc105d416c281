import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { chromiumArgs, ensureChromium, webGpuArgs } from '../../scripts/chromium.mjs';

export async function launch(webGpu = false): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureChromium(),
    headless: true,
    args: [...(webGpu ? webGpuArgs : chromiumArgs)],
    handleSIGINT: false,
    handleSIGTERM: false,
  });
}

/** A browser of its own with its profile in this folder, on disk as a person's is. */
export async function launchProfile(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: await ensureChromium(),
    headless: true,
    args: [...chromiumArgs],
  });
}

/** Fails after so long; the work goes on unheard, so end what it works with. */
export async function within<T>(limitMs: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${limitMs / 1000} s`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A new page for one measurement: nothing of an earlier one is warm but what the browser keeps. */
export async function withPage<T>(
  context: BrowserContext,
  limitMs: number,
  what: string,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await context.newPage();
  try {
    page.setDefaultTimeout(Math.min(limitMs, 60_000));
    return await within(limitMs, what, work(page));
  } finally {
    await page.close();
  }
}

interface BenchPage {
  readonly bench: (ask: unknown) => Promise<unknown>;
}

/** Asks a bare page's `bench`. */
export function askPage(
  context: BrowserContext,
  url: string,
  ask: unknown,
  limitMs: number,
): Promise<{ answer: unknown; openedAt: number }> {
  return withPage(context, limitMs, url, async (page) => {
    await page.goto(url);
    const openedAt = await page.evaluate(() => {
      if (!crossOriginIsolated) throw new Error('the page is not cross-origin isolated');
      return performance.timeOrigin;
    });
    const answer = await page.evaluate((asked) => (globalThis as unknown as BenchPage).bench(asked), ask);
    return { answer, openedAt };
  });
}

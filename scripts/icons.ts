/**
 * Makes the icons that installing asks for from public/icon.svg, in Chromium. Run it when that changes, and commit what it
 * writes to public/icons.
 *
 *   node --import tsx scripts/icons.ts
 */
import { chromium } from '@playwright/test';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumArgs, findChromium } from './chromium.mjs';
import { isMain, projectRoot } from './kit/process.mjs';
import { sayError } from './kit/terminal.mjs';

/**
 * `inset`: the part of each edge that stays free around the drawing. Maskable icons may be cut to a circle of 80% of their
 * width, and iOS cuts its own corners: both want the colour up to the edge.
 */
const icons = [
  { name: 'icon-192.png', size: 192, inset: 0, full: false },
  { name: 'icon-512.png', size: 512, inset: 0, full: false },
  { name: 'maskable-512.png', size: 512, inset: 0.12, full: true },
  { name: 'apple-touch-icon.png', size: 180, inset: 0.06, full: true },
] as const;

async function makeIcons(root: string): Promise<void> {
  const svg = readFileSync(join(root, 'public/icon.svg'), 'utf8');
  const ground = /fill="(#[0-9a-f]{6})"/.exec(svg)?.[1];
  if (ground === undefined) throw new Error('public/icon.svg has no ground of a plain colour.');
  const into = join(root, 'public/icons');
  mkdirSync(into, { recursive: true });
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: [...chromiumArgs], ...(executablePath && { executablePath }) });
  try {
    const page = await browser.newPage();
    for (const { name, size, inset, full } of icons) {
      const free = Math.round(size * inset);
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(
        `<style>html,body{margin:0;background:${full ? ground : 'transparent'}}svg{display:block;margin:${free}px;` +
          `width:${size - 2 * free}px;height:${size - 2 * free}px}</style>${svg}`,
      );
      await page.screenshot({ path: join(into, name), omitBackground: !full });
    }
  } finally {
    await browser.close();
  }
}

if (isMain(import.meta.url)) {
  makeIcons(projectRoot).catch((thrown: unknown) => {
    sayError(thrown);
    process.exitCode = 1;
  });
}

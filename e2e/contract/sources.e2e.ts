import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { expect, test } from '../fixtures/guard.ts';
import type { read } from './sources-page.ts';

// Browsers refuse what Node's own gzip reads, and drop what a stream holds when it fails: this can be seen in a browser only.
const executablePath = findChromium();
test.use({ launchOptions: { args: [...chromiumArgs], ...(executablePath && { executablePath }) } });

let page: Page;

test.beforeAll(async ({ browser }) => {
  const { outputFiles } = await build({
    entryPoints: [join(projectRoot, 'e2e/contract/sources-page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2023',
  });
  page = await browser.newPage();
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
});
test.afterAll(() => page.close());

/** Personas that do not compress too well. */
function lines(count: number): Buffer {
  let state = count;
  const word = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8).toString(36);
  };
  return Buffer.from(Array.from({ length: count }, () => `{"persona":"A ${word()} ${word()} ${word()}"}\n`).join(''));
}

function readFile(bytes: Uint8Array): ReturnType<typeof read> {
  const shape = { format: 'jsonl', compression: 'gzip', encoding: 'utf-8', header: true } as const;
  return page.evaluate(([base64, given]) => (globalThis as unknown as { read: typeof read }).read(base64, given), [
    Buffer.from(bytes).toString('base64'),
    shape,
  ] as const);
}

test('gzip files of several members are read to their end', async () => {
  const members = [3000, 0, 70_000, 1, ...Array<number>(100).fill(20)];
  expect(await readFile(Buffer.concat(members.map((count) => gzipSync(lines(count)))))).toEqual({
    rows: 75_001,
    rejected: 0,
    fault: null,
  });
});

test('a gzip file that breaks off gives the same rows each time, then a fault', async () => {
  const whole = gzipSync(lines(100_000));
  const half = whole.subarray(0, whole.length >> 1);
  const first = await readFile(half);
  expect(first).toMatchObject({ rejected: 0, fault: 'file-corrupt' });
  expect(Math.abs(first.rows - 50_000)).toBeLessThan(1000);
  expect(await readFile(half)).toEqual(first);
  expect(await readFile(whole.subarray(0, whole.length - 4))).toEqual({
    rows: 100_000,
    rejected: 0,
    fault: 'file-corrupt',
  });
});

test('a wrong checksum, something behind the end, and a bomb are faults', async () => {
  const damaged = Buffer.from(gzipSync(lines(100)));
  damaged.writeUInt8(damaged.readUInt8(damaged.length - 8) ^ 1, damaged.length - 8);
  expect((await readFile(damaged)).fault).toBe('file-corrupt');
  expect((await readFile(Buffer.concat([gzipSync(lines(100)), Buffer.from('junk')]))).fault).toBe('file-corrupt');
  expect(await readFile(gzipSync(Buffer.alloc(200 << 20)))).toEqual({ rows: 0, rejected: 0, fault: 'file-corrupt' });
});

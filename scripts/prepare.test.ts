import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressFolder } from './after-build.mjs';
import { chromiumArgs, findChromium } from './chromium.mjs';
import { tempFolder } from './kit/temp.ts';
import { buildHash, checkNode } from './prepare.mjs';

describe('checkNode', () => {
  it.each(['20.9.0', '20.20.2', '22.0.0', '100.1.0'])('takes %s', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });
  it.each(['18.20.4', '20.8.1', '9.11.2'])('turns away %s', (version) => {
    expect(() => checkNode(version)).toThrow(`needs Node.js 20.9 or newer; this is ${version}`);
  });
});

describe('buildHash', () => {
  it('changes with what the app is made of, not with tests, notes and weights', () => {
    const root = tempFolder();
    const write = (path: string, content: string) => {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), content);
    };
    write('app/page.tsx', '1');
    const first = buildHash(root);
    write('app/page.test.tsx', '1');
    write('lib/README.md', '1');
    write('public/models/weights.000.bin', '1');
    expect(buildHash(root)).toBe(first);
    for (const path of ['app/page.tsx', 'next.config.ts', 'public/models/manifest.json', 'package-lock.json']) {
      const before = buildHash(root);
      write(path, '2');
      expect(buildHash(root)).not.toBe(before);
    }
  });
});

describe('compressFolder', () => {
  it('puts compressed copies beside large text, and beside nothing else', async () => {
    const root = tempFolder();
    const text = 'body { color: red }\n'.repeat(500);
    mkdirSync(join(root, 'deep'));
    for (const name of ['deep/a.css', 'b.png']) writeFileSync(join(root, name), text);
    writeFileSync(join(root, 'small.js'), '1');
    expect((await compressFolder(root)).files).toBe(1);
    expect(brotliDecompressSync(readFileSync(join(root, 'deep/a.css.br'))).toString()).toBe(text);
    expect(gunzipSync(readFileSync(join(root, 'deep/a.css.gz'))).toString()).toBe(text);
    expect(existsSync(join(root, 'b.png.br'))).toBe(false);
    expect(existsSync(join(root, 'small.js.gz'))).toBe(false);
  });
});

describe('findChromium', () => {
  it('takes the one it is told, and says when that one is not there', () => {
    expect(findChromium({ POLYPHONY_CHROMIUM: '/my/chrome' }, 'linux', () => true)).toBe('/my/chrome');
    expect(() => findChromium({ POLYPHONY_CHROMIUM: '/my/chrome' }, 'linux', () => false)).toThrow('/my/chrome');
  });
  it('looks at the usual places of each system', () => {
    const only = (place: string) => (path: string) => path.includes(place);
    expect(findChromium({}, 'linux', only('google-chrome'))).toBe('/usr/bin/google-chrome');
    expect(findChromium({ PATH: '/opt/bin' }, 'linux', only('/opt/bin/'))).toBe('/opt/bin/chromium');
    expect(findChromium({}, 'darwin', only('Google Chrome'))).toContain('/Applications/Google Chrome.app');
    expect(findChromium({ PROGRAMFILES: 'C:' }, 'win32', only('Google'))).toContain('chrome.exe');
    expect(findChromium({}, 'linux', () => false)).toBeNull();
  });
  it('gives up the sandbox only where Chromium would not start with it', () => {
    expect(chromiumArgs.includes('--no-sandbox')).toBe(process.getuid?.() === 0);
  });
});

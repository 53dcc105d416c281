import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compressFolder } from '../after-build.mjs';
import { driftOf, sealPages, withPolicy } from './pages.mjs';
import { inlineScripts } from './policy.mjs';
import { headersFor } from './site.mjs';
import { tempFolder } from './temp.ts';

const page = (code: string) =>
  `<!DOCTYPE html><html><head><meta charSet="utf-8"/><link rel="preload" href="/a.css"/><script src="/_next/static/a.js" async=""></script>` +
  `<script>${code}</script></head><body><p>${'text '.repeat(400)}</p><script id="_R_">later()</script></body></html>`;

const files = {
  'index.html': page('one()'),
  'runs.html': page('two("\\u003c/script>")'),
  'embed.html': page('three()'),
  '404.html': page('four()'),
  '_next/static/a.js': 'a()',
  'ort/1/ort.mjs': 'b()',
  'workers/endpoint.js': 'c()',
};

async function built(): Promise<string> {
  const root = join(tempFolder(), 'out');
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  sealPages(root);
  await compressFolder(root);
  return root;
}

const edit = (root: string, file: string, change: (text: string) => string) =>
  writeFileSync(join(root, file), change(readFileSync(join(root, file), 'utf8')));

describe('inline scripts', () => {
  it('are hashed as a browser does', () => {
    // The example of the specification.
    expect(inlineScripts("<script>alert('Hello, world.');</script>")).toEqual([
      "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='",
    ]);
  });

  it('are those without an address, each once, whatever their case and attributes', () => {
    const html = `<SCRIPT>a</SCRIPT><script src=x></script><script data-src="y">b</script><script>a</script><script
      async SRC = "z">c</script><script>\n</script>`;
    expect(inlineScripts(html)).toHaveLength(3);
  });
});

describe('a built folder', () => {
  it('fits together, however often its pages are sealed', async () => {
    const root = await built();
    expect(driftOf(root)).toEqual([]);
    const before = readFileSync(join(root, 'index.html'), 'utf8');
    sealPages(root);
    expect(readFileSync(join(root, 'index.html'), 'utf8')).toBe(before);
    expect(before).toContain(`<head><meta charSet="utf-8"/><meta http-equiv="Content-Security-Policy"`);
  });

  it('has policies in its pages without what a <meta> cannot say', () => {
    const { html } = withPolicy(page('x()'), '/embed');
    expect(html).not.toContain('frame-ancestors');
    expect(html).toContain("default-src 'none'");
    expect(() => withPolicy('<p>no head</p>', '/x')).toThrow('no <head>');
  });

  it.each([
    [
      'an inline script without a hash',
      'runs.html',
      (text: string) => text.replace('two(', 'planted('),
      'its own policy does not name',
    ],
    [
      'one more inline script',
      'index.html',
      (text: string) => text.replace('</body>', '<script>p()</script></body>'),
      'the header does not name',
    ],
    [
      'a policy that is not there',
      '404.html',
      (text: string) => text.replace(/<meta http-equiv[^>]*>/, ''),
      'no policy before its first script',
    ],
    [
      'a policy after a script',
      'index.html',
      (text: string) => text.replace('<head>', '<head><script src="/_next/static/a.js"></script>'),
      'no policy before its first script',
    ],
    [
      'a looser policy',
      'embed.html',
      (text: string) => text.replace("img-src 'self'", 'img-src *'),
      'another policy than the header',
    ],
    [
      'a page that was changed after it was compressed',
      'runs.html',
      (text: string) => text.replace('<p>', '<p class="x">'),
      'differs from its copy .br',
    ],
    ['hashes of another build', '.polyphony-pages.json', () => '{}', 'another policy than the header'],
    [
      'a file for hosts that was changed',
      '_headers',
      (text: string) => text.replace("object-src 'none'; ", ''),
      '_headers says other headers',
    ],
  ])('is found out: %s', async (_fault, file, change, told) => {
    const root = await built();
    edit(root, file, change);
    expect(driftOf(root).join('\n')).toContain(told);
  });
});

describe('the file for hosts', () => {
  it('says for each page and script what the server says, and no path meets two policies', async () => {
    const root = await built();
    const pages = JSON.parse(readFileSync(join(root, '.polyphony-pages.json'), 'utf8')) as Record<string, string[]>;
    const rules = new Map<string, Map<string, string>>();
    let headers = new Map<string, string>();
    for (const line of readFileSync(join(root, '_headers'), 'utf8').split('\n')) {
      const [, name, value] = /^ {2}([^:]+): (.*)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) headers.set(name, value);
      else if (line) {
        expect(rules.has(line)).toBe(false);
        rules.set(line, (headers = new Map<string, string>()));
      }
    }
    for (const path of [
      '/',
      '/index.html',
      '/runs',
      '/runs.html',
      '/embed',
      '/_next/static/a.js',
      '/ort/1/ort.mjs',
      '/workers/endpoint.js',
    ]) {
      const met = [...rules].filter(
        ([rule]) => rule === path || (rule.endsWith('*') && path.startsWith(rule.slice(0, -1))),
      );
      const names = met.flatMap(([, list]) => [...list.keys()]);
      expect(new Set(names).size, path).toBe(names.length);
      const wanted = Object.entries(headersFor(path, {}, pages)).filter(([name]) => name !== 'Cache-Control');
      expect(Object.fromEntries(met.flatMap(([, list]) => [...list])), path).toEqual(Object.fromEntries(wanted));
    }
    // What Cloudflare Pages reads of such a file.
    expect(
      Math.max(
        ...readFileSync(join(root, '_headers'), 'utf8')
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThan(2000);
    expect(rules.size).toBeLessThan(100);
  });
});

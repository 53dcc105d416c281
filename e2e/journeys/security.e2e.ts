import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { driftOf } from '../../scripts/kit/pages.mjs';
import { expect, PlayPage, test } from '../fixtures/app.ts';

const out = join(projectRoot, 'out');

/** Another site on this machine, which lets everybody read it; `asked` are the paths that reached it. */
let other: Server;
let otherUrl = '';
const asked: string[] = [];
const pages = new Map<string, { html: string; isolated: boolean }>();

test.beforeAll(async () => {
  other = createServer((request, response) => {
    const path = request.url ?? '';
    const page = pages.get(path);
    if (!page && path !== '/favicon.ico') asked.push(path);
    response.setHeader('Access-Control-Allow-Origin', '*').setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.setHeader('Content-Type', page ? 'text/html' : path.endsWith('.js') ? 'text/javascript' : 'text/plain');
    if (page?.isolated)
      response
        .setHeader('Cross-Origin-Opener-Policy', 'same-origin')
        .setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    response.end(page?.html ?? 'globalThis.planted = 1');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  otherUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
});
test.afterAll(() => {
  other.closeAllConnections();
  other.close();
});
test.beforeEach(() => {
  asked.length = 0;
  pages.clear();
});

/** What a browser needs to tell a page's origin from another's, of each kind of file. */
function everyKind(): string[] {
  const below = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^\.|\.(br|gz)$|^_headers$/.test(entry.name))
    .map((entry) => `${entry.parentPath.slice(out.length)}/${entry.name}`.replaceAll('\\', '/'));
  const chunks = below.filter((path) => path.startsWith('/_next/static/chunks/') && path.endsWith('.js'));
  return [...below.filter((path) => !chunks.includes(path)), ...chunks.slice(0, 5), '/', '/runs', '/embed', '/nowhere'];
}

test('the build, its pages, the headers and the file for hosts say the same', () => {
  expect(driftOf(out)).toEqual([]);
});

test('every file comes with a policy and the other headers', async ({ site }) => {
  const kinds = everyKind();
  for (const ending of ['.html', '.js', '.mjs', '.wasm', '.json', '.txt', '.css', '.svg', '.woff2'])
    expect(
      kinds.some((path) => path.endsWith(ending)),
      ending,
    ).toBe(true);
  const lacking: string[] = [];
  for (const path of kinds) {
    const { headers } = await fetch(new URL(path, site.url), { method: 'HEAD' });
    const policy = headers.get('content-security-policy') ?? '';
    const embed = /^\/embed(\.html)?$/.test(path);
    const wanted = [
      [policy.startsWith("default-src 'none'"), 'default-src'],
      [policy.includes(embed ? 'frame-ancestors *' : "frame-ancestors 'none'"), 'frame-ancestors'],
      [headers.get('cross-origin-embedder-policy') === 'require-corp', 'COEP'],
      [headers.get('cross-origin-opener-policy') === 'same-origin', 'COOP'],
      [headers.get('cross-origin-resource-policy') === (embed ? 'cross-origin' : 'same-origin'), 'CORP'],
      [headers.get('x-content-type-options') === 'nosniff', 'nosniff'],
      [headers.get('referrer-policy') === 'no-referrer', 'referrer'],
    ] as const;
    for (const [held, what] of wanted) if (!held) lacking.push(`${path} ${what}`);
  }
  expect(lacking).toEqual([]);
});

test('every screen opens by its address and by a click, and no policy is broken', async ({ play, page, site }) => {
  for (const name of ['Personas', 'Runs', 'Models', 'Play']) {
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveURL(new URL(name === 'Play' ? '/' : `/${name.toLowerCase()}`, site.url).href);
  }
  for (const path of ['personas', 'runs', 'models', 'nowhere']) {
    await page.goto(site.url + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  // A page that is not there stands on the console as such.
  play.errors.splice(0, play.errors.length, ...play.errors.filter((error) => !/404/.test(error)));
});

/* eslint-disable @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- evaluated code is what is tested */

/** What a script that got into a page would try; none of it may run or leave the page. */
const attack = async (elsewhere: string): Promise<string[]> => {
  // Later than the test's own call, during which a browser may let code be evaluated.
  await new Promise((resolve) => setTimeout(resolve));
  const happened: string[] = [];
  Object.assign(globalThis, { hit: (what: string) => happened.push(what) });
  const put = (name: string, fields: Record<string, string>) =>
    document.body.append(Object.assign(document.createElement(name), fields));
  const tried = (what: string, work: () => unknown) => {
    try {
      work();
      happened.push(what);
    } catch {
      // As it should be.
    }
  };
  put('script', { textContent: 'hit("inline script")' });
  put('script', { src: `${elsewhere}/script.js` });
  put('div', { innerHTML: '<img src="data:image/png," onerror="hit(\'handler\')">' });
  put('img', { src: `${elsewhere}/image.png` });
  put('link', { rel: 'stylesheet', href: `${elsewhere}/style.css` });
  put('iframe', { src: `${elsewhere}/frame` });
  put('iframe', { srcdoc: '<script>parent.hit("srcdoc")</script>' });
  put('object', { data: `${elsewhere}/object` });
  put('video', { src: `${elsewhere}/video` });
  put('base', { href: `${elsewhere}/base/` });
  const link = Object.assign(document.createElement('a'), { href: 'javascript:hit("link")' });
  document.body.append(link);
  link.click();
  const form = Object.assign(document.createElement('form'), { action: `${elsewhere}/form`, method: 'post' });
  document.body.append(form);
  form.submit();
  tried('eval', () => (0, eval)('1'));
  tried('Function', () => new Function('return 1')());
  setTimeout('hit("timer")', 0);
  navigator.sendBeacon(`${elsewhere}/beacon`, 'x');
  await fetch(`${elsewhere}/fetch`).then(
    () => happened.push('fetch'),
    () => undefined,
  );
  for (const address of [`${elsewhere}/worker.js`, URL.createObjectURL(new Blob(['postMessage(1)']))])
    await new Promise<void>((resolve) => {
      try {
        const worker = new Worker(address);
        worker.onmessage = () => resolve(void happened.push('worker'));
        worker.onerror = () => resolve();
      } catch {
        resolve();
      }
    });
  await import(`${elsewhere}/module.js`).then(
    () => happened.push('module'),
    () => undefined,
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
  if (document.baseURI.startsWith(elsewhere)) happened.push('base');
  return happened;
};

for (const host of ['site', 'bareSite'] as const)
  test(`what got into a page does not run, and nothing leaves it (${host})`, async ({
    page,
    network,
    site,
    bareSite,
  }) => {
    const play = new PlayPage(page);
    await play.open({ site, bareSite }[host].url);
    network.allow(otherUrl);
    expect(await page.evaluate(attack, otherUrl)).toEqual([]);
    expect(asked).toEqual([]);
    const said = network.violations.join('\n');
    for (const directive of [
      'script-src-elem',
      'script-src-attr',
      'script-src eval',
      'img-src',
      'style-src',
      'frame-src',
      'connect-src',
      'worker-src',
      'form-action',
      'base-uri',
      'media-src',
    ])
      expect(said).toContain(directive);
    network.violations.length = 0;
  });

test('a worker reaches nobody but this site and where models come from, and evaluates no code', async ({
  play,
  network,
}) => {
  await play.set('Max tokens', 4);
  await play.generate();
  const worker = await play.engineWorker();
  // Tests let workers reach 127.0.0.1, where the stand-ins for the hub are; this name of the same machine they may not.
  const unnamed = otherUrl.replace('127.0.0.1', 'localhost');
  network.allow(unnamed);
  const happened = await worker.evaluate(
    (elsewhere) =>
      new Promise<string[]>((resolve) =>
        setTimeout(() => {
          const ran: string[] = [];
          try {
            new Function('return 1')();
            ran.push('Function');
          } catch {
            // As it should be.
          }
          fetch(`${elsewhere}/from-worker`)
            .then(
              () => ran.push('fetch'),
              () => 0,
            )
            .finally(() => resolve(ran));
        }),
      ),
    unnamed,
  );
  expect(happened).toEqual([]);
  expect(asked).toEqual([]);
  await expect.poll(() => network.violations.length).toBe(2);
  network.violations.length = 0;
  play.errors.length = 0;
});

for (const isolated of [false, true])
  test(`other sites can frame /embed alone (their page ${isolated ? 'isolated' : 'as usual'})`, async ({
    page,
    site,
    bareSite,
    network,
  }) => {
    network.allow(otherUrl);
    const frame = (url: string) => `<iframe src="${url}"></iframe>`;
    for (const [path, url] of [
      ['/play', site.url],
      ['/shown', `${site.url}embed`],
      ['/bare', bareSite.url],
    ] as const)
      pages.set(path, { html: `<!doctype html><title>Framing</title>${frame(url)}`, isolated });
    const framed = async (path: string) => {
      await page.goto(otherUrl + path);
      const [inner] = page.frames().slice(1);
      return inner
        ?.evaluate(() => [location.origin, document.querySelectorAll('h1, main').length > 0])
        .catch(() => null);
    };
    const origin = new URL(site.url).origin;
    expect(await framed('/shown')).toEqual([origin, true]);
    expect((await framed('/play'))?.[0]).not.toBe(origin);
    // A <meta> cannot forbid it; an isolated page takes in nothing that does not let it.
    const bare = (await framed('/bare'))?.[0] === new URL(bareSite.url).origin;
    expect(bare).toBe(!isolated);
  });

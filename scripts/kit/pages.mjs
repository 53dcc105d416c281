/** What the step after the build does with pages: hashes of inline scripts, `<meta>` policies, headers for hosts. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { inlineScripts, PAGES_FILE, pagePolicy, policyFor } from './policy.mjs';
import { always, isolating, resourcePolicy } from './site.mjs';

const TAG = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"\/?>/;

/** The service worker: it lists what is served, so it is built after everything else. */
const OFFLINE = '/sw.js';

/** Before everything else but the character set, which browsers look for in the first kilobyte. */
const START = /<head>(<meta charset="[^"]*"\/?>)?/i;

/** @param {string} folder @param {RegExp} kinds @returns {string[]} paths as an address has them */
const below = (folder, kinds) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && kinds.test(entry.name))
    .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')}`)
    .sort();

/** @param {string} file */
const pageOf = (file) => file.replace(/\.html$/, '').replace(/\/index$/, '') || '/';

/** @type {typeof import('./pages.d.mts').withPolicy} */
export const withPolicy = (html, page) => {
  const plain = html.replace(TAG, '');
  const scripts = inlineScripts(plain);
  const start = START.exec(plain);
  if (!start) throw new Error(`${page} has no <head> to put its policy into.`);
  const at = start.index + start[0].length;
  const tag = `<meta http-equiv="Content-Security-Policy" content="${pagePolicy(page, scripts, true)}"/>`;
  return { html: plain.slice(0, at) + tag + plain.slice(at), scripts };
};

/** @param {string} path @param {Readonly<Record<string, string>>} headers */
const rule = (path, headers) =>
  [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`), ''].join('\n');

/** @type {typeof import('./pages.d.mts').hostFile} */
export const hostFile = (pages, scripts) => {
  // Hosts join what several rules say of one header, and joined policies all apply: no path may meet two of these.
  /** @param {string} path @param {string} [as] */
  const own = (path, as = path) =>
    rule(path, {
      'Content-Security-Policy': policyFor(as, pages),
      'Cross-Origin-Resource-Policy': resourcePolicy(as),
    });
  const names = Object.keys(pages).flatMap((page) => (page === '/' ? ['/', '/index.html'] : [page, `${page}.html`]));
  return [
    rule('/*', { ...always, ...isolating }),
    ...names.map((name) => own(name)),
    own('/_next/static/*', '/_next/static/chunk.js'),
    ...[...new Set([...scripts, OFFLINE])]
      .filter((path) => !path.startsWith('/_next/static/'))
      .sort()
      .map((path) => own(path)),
  ].join('\n');
};

/** @type {typeof import('./pages.d.mts').sealPages} */
export const sealPages = (folder) => {
  /** @type {Record<string, string[]>} */
  const pages = {};
  for (const file of below(folder, /\.html$/)) {
    const page = pageOf(file);
    const { html, scripts } = withPolicy(readFileSync(join(folder, file), 'utf8'), page);
    writeFileSync(join(folder, file), html);
    pages[page] = scripts;
  }
  writeFileSync(join(folder, PAGES_FILE), `${JSON.stringify(pages, null, 1)}\n`);
  writeFileSync(join(folder, '_headers'), hostFile(pages, below(folder, /\.m?js$/)));
  return pages;
};

/** @param {string} policy without what a `<meta>` cannot say */
const sayable = (policy) => policy.replace(/; frame-ancestors [^;]*/, '');

/** @param {string} folder @param {string} file @param {string} policy the one that the server sends */
const faultsOfPage = (folder, file, policy) => {
  const html = readFileSync(join(folder, file), 'utf8');
  const tag = TAG.exec(html);
  const meta = tag?.[1] ?? '';
  const faults = [];
  if (!tag || html.search(/<script\b/i) < tag.index) faults.push('has no policy before its first script');
  for (const hash of inlineScripts(html)) {
    if (!meta.includes(hash)) faults.push(`has an inline script that its own policy does not name (${hash})`);
    if (!policy.includes(hash)) faults.push(`has an inline script that the header does not name (${hash})`);
  }
  if (meta !== sayable(policy)) faults.push('says another policy than the header');
  for (const [ending, unpack] of /** @type {const} */ ([
    ['.br', brotliDecompressSync],
    ['.gz', gunzipSync],
  ])) {
    const packed = join(folder, file + ending);
    if (existsSync(packed) && unpack(readFileSync(packed)).toString('utf8') !== html)
      faults.push(`differs from its copy ${ending}`);
  }
  return faults.map((fault) => `${file} ${fault}`);
};

/** @type {typeof import('./pages.d.mts').driftOf} */
export const driftOf = (folder) => {
  /** @param {string} name */
  const text = (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '');
  /** @type {import('./policy.d.mts').PageScripts} */
  const pages = JSON.parse(text(PAGES_FILE) || '{}');
  const files = below(folder, /\.html$/);
  const faults = files.flatMap((file) => faultsOfPage(folder, file, policyFor(file, pages)));
  if (files.length === 0) faults.push('There is no page.');
  if (text('_headers') !== hostFile(pages, below(folder, /\.m?js$/)))
    faults.push('_headers says other headers than the server.');
  return faults;
};

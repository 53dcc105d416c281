import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isEmbed, PAGES_FILE, policyFor } from './policy.mjs';

const off = ['camera', 'microphone', 'geolocation', 'usb', 'serial', 'hid', 'bluetooth', 'payment'];

/** @type {typeof import('./site.d.mts').always} */
export const always = {
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Permissions-Policy': off.map((feature) => `${feature}=()`).join(', '),
};

// Both are what makes a page cross-origin isolated; only then the browser gives it SharedArrayBuffer and so threads.
/** @type {typeof import('./site.d.mts').isolating} */
export const isolating = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** @type {typeof import('./site.d.mts').resourcePolicy} */
export const resourcePolicy = (pathname) => (isEmbed(pathname) ? 'cross-origin' : 'same-origin');

/** Their names change with their content. */
const fixed = /^\/(_next\/static\/|ort\/[^/]+\/)/;

/** @type {typeof import('./site.d.mts').headersFor} */
export const headersFor = (pathname, { isolation = true, connect = [], bare = false } = {}, pages = {}) => ({
  ...(bare ? {} : { ...always, 'Cross-Origin-Resource-Policy': resourcePolicy(pathname) }),
  ...(isolation && !bare ? isolating : {}),
  ...(connect && !bare ? { 'Content-Security-Policy': policyFor(pathname, pages, connect) } : {}),
  'Cache-Control': fixed.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
});

/**
 * The hashes of each page's inline scripts as the step after the build left them, read again when that file changed.
 * @param {string} root
 */
const pagesOf = (root) => {
  const path = join(root, PAGES_FILE);
  let read = 0;
  /** @type {import('./policy.d.mts').PageScripts} */
  let pages = {};
  return () => {
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (changed !== read) pages = changed === 0 ? {} : JSON.parse(readFileSync(path, 'utf8'));
    read = changed;
    return pages;
  };
};

/** As sirv decodes it, so that both look at the same path. @param {string} url */
const pathOf = (url) => {
  const raw = url.replace(/[?#].*$/s, '');
  try {
    return decodeURI(raw);
  } catch {
    return raw;
  }
};

/** sirv would hand any other range to the file system, where a reversed one throws. @param {string} range */
const simpleRange = (range) => {
  const found = /^bytes=(\d+)-(\d*)$/.exec(range);
  return found !== null && (found[2] === '' || Number(found[1]) <= Number(found[2]));
};

/**
 * @param {string} root @param {import('node:http').ServerResponse} response @param {boolean} head
 * @param {Record<string, string>} headers those of that page, whatever was asked for
 */
const notFound = (root, response, head, headers) => {
  let page = 'There is no such page here.\n';
  let type = 'text/plain;charset=utf-8';
  try {
    page = readFileSync(join(root, '404.html'), 'utf8');
    type = 'text/html;charset=utf-8';
  } catch {
    // A build without a page of its own for this.
  }
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.writeHead(404, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(page) });
  response.end(head ? undefined : page);
};

/** @type {typeof import('./site.d.mts').siteHandler} */
export const siteHandler = async (root, sent = {}) => {
  const { default: sirv } = await import('sirv');
  // `dev` looks at the files at each request: a server that outlives a new build would otherwise send stale lengths.
  // It also lets dotfiles through, which is why they are turned away below.
  const files = sirv(root, { dev: true, etag: true, gzip: true, brotli: true });
  const scripts = pagesOf(root);
  return (request, response) => {
    const pages = scripts();
    const pathname = pathOf(request.url ?? '/');
    const head = request.method === 'HEAD';
    for (const [name, value] of Object.entries(headersFor(pathname, sent, pages))) response.setHeader(name, value);
    const gone = () => notFound(root, response, head, headersFor('/404', sent, pages));
    if (!head && request.method !== 'GET') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    if (/[\\/]\.|\0/.test(pathname)) {
      gone();
      return;
    }
    if (request.headers.range !== undefined && !simpleRange(request.headers.range)) delete request.headers.range;
    // Unknown to sirv; without a type a browser would be free to guess.
    if (/\.onnx$/.test(pathname)) response.setHeader('Content-Type', 'application/octet-stream');
    try {
      files(request, response, gone);
    } catch {
      // A file that went away between the look and the reading: a build is under way.
      if (response.headersSent) response.destroy();
      else gone();
    }
  };
};

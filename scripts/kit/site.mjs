import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const off = ['camera', 'microphone', 'geolocation', 'usb', 'serial', 'hid', 'bluetooth', 'payment'];

const always = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Permissions-Policy': off.map((feature) => `${feature}=()`).join(', '),
};

// Both are what makes a page cross-origin isolated; only then the browser gives it SharedArrayBuffer and so threads.
const isolating = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Their names change with their content. */
const fixed = /^\/(_next\/static\/|ort\/[^/]+\/)/;

/**
 * The files that may reach any server: those that the user types. `endpoint.js` speaks to language models, `far.js`
 * reads files that personas are imported from. A worker obeys the policy of its own response, not
 * the page's, and the bundler starts all workers that it builds from one shared file; so these are built apart
 * (scripts/own-workers.ts). Plain http stands here whole because no policy can name private networks; which hosts it
 * is used for is decided in lib/catalogue/endpoint-url.ts.
 */
const ownWorkers = new Set(['/workers/endpoint.js', '/workers/far.js']);
const anyServer = "default-src 'none'; connect-src https: http:";

/** The model hub with the hosts that it keeps its files on, and the place of WebLLM's compiled libraries. */
const modelHosts = [
  'https://huggingface.co',
  'https://*.huggingface.co',
  'https://*.hf.co',
  'https://raw.githubusercontent.com',
];

/** @param {string} pathname @param {readonly string[]} more */
const policyFor = (pathname, more) =>
  ownWorkers.has(pathname)
    ? anyServer
    : // `blob:` and `data:` lead nowhere; runtimes read files that they were given by them.
      ['connect-src', "'self'", 'blob:', 'data:', ...modelHosts, ...more].join(' ');

/** @type {typeof import('./site.d.mts').headersFor} */
export const headersFor = (pathname, isolation, connect = null) => ({
  ...always,
  ...(isolation ? isolating : {}),
  ...(connect ? { 'Content-Security-Policy': policyFor(pathname, connect) } : {}),
  'Cache-Control': fixed.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
});

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

/** @param {string} root @param {import('node:http').ServerResponse} response @param {boolean} head */
const notFound = (root, response, head) => {
  let page = 'There is no such page here.\n';
  let type = 'text/plain;charset=utf-8';
  try {
    page = readFileSync(join(root, '404.html'), 'utf8');
    type = 'text/html;charset=utf-8';
  } catch {
    // A build without a page of its own for this.
  }
  response.setHeader('Cache-Control', 'no-cache');
  response.writeHead(404, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(page) });
  response.end(head ? undefined : page);
};

/** @type {typeof import('./site.d.mts').siteHandler} */
export const siteHandler = async (root, isolation, connect = null) => {
  const { default: sirv } = await import('sirv');
  // `dev` looks at the files at each request: a server that outlives a new build would otherwise send stale lengths.
  // It also lets dotfiles through, which is why they are turned away below.
  const files = sirv(root, { dev: true, etag: true, gzip: true, brotli: true });
  return (request, response) => {
    const pathname = pathOf(request.url ?? '/');
    const head = request.method === 'HEAD';
    for (const [name, value] of Object.entries(headersFor(pathname, isolation, connect)))
      response.setHeader(name, value);
    if (!head && request.method !== 'GET') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    if (/[\\/]\.|\0/.test(pathname)) {
      notFound(root, response, head);
      return;
    }
    if (request.headers.range !== undefined && !simpleRange(request.headers.range)) delete request.headers.range;
    // Unknown to sirv; without a type a browser would be free to guess.
    if (/\.onnx$/.test(pathname)) response.setHeader('Content-Type', 'application/octet-stream');
    try {
      files(request, response, () => notFound(root, response, head));
    } catch {
      // A file that went away between the look and the reading: a build is under way.
      if (response.headersSent) response.destroy();
      else notFound(root, response, head);
    }
  };
};

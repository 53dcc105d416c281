/**
 * What pages, scripts and workers may do, as Content-Security-Policy headers, and the other headers that go with them.
 * Node's own modules only: the server reads it, the step after the build, and Next's settings.
 */
import { createHash } from 'node:crypto';

/** The model hub with the hosts that it keeps its files on, and the place of WebLLM's compiled libraries. */
export const modelHosts = [
  'https://huggingface.co',
  'https://*.huggingface.co',
  'https://*.hf.co',
  'https://raw.githubusercontent.com',
];

/**
 * The files that may reach any server: those that the user types. `endpoint.js` speaks to language models, `far.js`
 * reads files from addresses. A worker obeys the policy of its own response, not the page's, and the bundler starts all
 * workers that it builds from one shared file; so these are built apart (scripts/own-workers.ts). Plain http stands here
 * whole because no policy can name private networks; which hosts it is used for is decided in
 * lib/catalogue/endpoint-url.ts.
 */
const ownWorkers = new Set(['/workers/endpoint.js', '/workers/far.js']);

/** @type {typeof import('./policy.d.mts').PAGES_FILE} */
export const PAGES_FILE = '.polyphony-pages.json';

/** `/runs`, `/runs/` and `/runs.html` are one page. @param {string} pathname */
const pageOf = (pathname) => pathname.replace(/\.html$/, '').replace(/\/(index)?$/, '') || '/';

/** @type {typeof import('./policy.d.mts').isEmbed} */
export const isEmbed = (pathname) => pageOf(pathname) === '/embed';

/** Nothing of these is used anywhere; `frame-ancestors` is the one that a `<meta>` cannot say. */
const closed = ["object-src 'none'", "frame-src 'none'", "base-uri 'none'", "form-action 'none'"];

/** @param {readonly (string | false)[]} parts */
const join = (parts) => parts.filter(Boolean).join('; ');

/** @type {typeof import('./policy.d.mts').pagePolicy} */
export const pagePolicy = (pathname, scripts, meta = false) => {
  const ancestors = isEmbed(pathname) ? 'frame-ancestors *' : "frame-ancestors 'none'";
  return join([
    "default-src 'none'",
    // Pages compile no WebAssembly and reach no other site themselves: workers do, under the policy of their own files.
    ['script-src', "'self'", ...scripts].join(' '),
    "worker-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    // Next's server and React write style attributes.
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "manifest-src 'self'",
    ...closed,
    !meta && ancestors,
  ]);
};

/** @param {readonly string[]} more */
const workerPolicy = (more) =>
  join([
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    // `blob:` and `data:` lead nowhere; runtimes read files that they were given by them.
    ['connect-src', "'self'", 'blob:', 'data:', ...modelHosts, ...more].join(' '),
    ...closed,
    "frame-ancestors 'none'",
  ]);

const ownWorkerPolicy = join(["default-src 'none'", 'connect-src https: http:', ...closed, "frame-ancestors 'none'"]);

/** The worker for offline use fetches the app's own files and nothing else; what it hands on keeps its own policy. */
const offlinePolicy = join(["default-src 'none'", "connect-src 'self'", ...closed, "frame-ancestors 'none'"]);

/** What is neither page nor script: nothing of it is ever run; an image that is opened by itself may style itself. */
const filePolicy = join(["default-src 'none'", "style-src 'unsafe-inline'", ...closed, "frame-ancestors 'none'"]);

/** @type {typeof import('./policy.d.mts').policyFor} */
export const policyFor = (pathname, pages, more = []) => {
  if (ownWorkers.has(pathname)) return ownWorkerPolicy;
  if (pathname === '/sw.js') return offlinePolicy;
  if (/\.m?js$/.test(pathname)) return workerPolicy(more);
  const page = pageOf(pathname);
  const scripts = pages[page];
  if (scripts) return pagePolicy(page, scripts);
  return /\.(?!html$)[a-z0-9]+$/i.test(pathname) ? filePolicy : pagePolicy('/404', pages['/404'] ?? []);
};

/** @type {typeof import('./policy.d.mts').inlineScripts} */
export const inlineScripts = (html) => {
  const found = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)];
  const inline = found.filter(([, attributes = '']) => !/\ssrc\s*=/i.test(attributes));
  return [
    ...new Set(inline.map(([, , code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)),
  ];
};

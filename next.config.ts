import type { NextConfig } from 'next';
import { policyFor } from './scripts/kit/policy.mjs';
import { always, isolating, resourcePolicy } from './scripts/kit/site.mjs';

/**
 * An export has no server of its own: these reach `next dev` only, and are those of scripts/serve.mjs. Pages get no policy
 * there, because Next's own tools for developers need what it forbids: evaluated code, inline scripts that change, a socket.
 */
const sent = { ...always, ...isolating, 'Cross-Origin-Resource-Policy': resourcePolicy('/') };
const headers = Object.entries(sent).map(([key, value]) => ({ key, value }));
const ownWorkers = ['/workers/endpoint.js', '/workers/far.js'].map((source) => ({
  source,
  headers: [{ key: 'Content-Security-Policy', value: policyFor(source, {}) }],
}));

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  turbopack: {
    resolveAlias: {
      // XGrammar imports it for Node alone, behind a check.
      module: { browser: './workers/engines/no-node.ts' },
      // What the package names first is built for browsers of 2015, and larger.
      dexie: 'dexie/dist/modern/dexie.min.mjs',
    },
  },
  images: { unoptimized: true },
  // `npm run check` has the types; a build must not fail over a test or a bench that it does not contain.
  typescript: { ignoreBuildErrors: true },
  // `headers` beside `output: 'export'` only draws a warning, so each mode gets the one that means something in it.
  ...(process.env.NODE_ENV === 'development'
    ? { headers: () => Promise.resolve([{ source: '/:path*', headers }, ...ownWorkers]) }
    : { output: 'export' }),
};

export default config;

import type { NextConfig } from 'next';

/**
 * What SharedArrayBuffer, and with it more than one thread, asks of a host. An export has no server of its own: these
 * reach `next dev` only; whoever hosts `out/` sends the same.
 */
const isolation = [
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Embedder-Policy', value: 'require-corp' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
];

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // XGrammar imports it for Node alone, behind a check.
  turbopack: { resolveAlias: { module: { browser: './workers/engines/no-node.ts' } } },
  images: { unoptimized: true },
  // `npm run check` has the types; a build must not fail over a test or a bench that it does not contain.
  typescript: { ignoreBuildErrors: true },
  // `headers` beside `output: 'export'` only draws a warning, so each mode gets the one that means something in it.
  ...(process.env.NODE_ENV === 'development'
    ? { headers: () => Promise.resolve([{ source: '/:path*', headers: isolation }]) }
    : { output: 'export' }),
};

export default config;

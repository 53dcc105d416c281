import type { MetadataRoute } from 'next';

// An export has no server that could make it anew.
export const dynamic = 'force-static';

/**
 * What installing asks for. A manifest knows one pair of colours: the light theme's; the page's own `theme-color` and its
 * styles take over in the dark one as soon as it is drawn.
 */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Polyphony: one task, many voices',
    short_name: 'Polyphony',
    description:
      'A language model answers one task as several personas, side by side with a control that has none, in this browser.',
    lang: 'en',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    // --color-paper of app/theme.css; this one cannot read it.
    background_color: '#fbf9f4',
    theme_color: '#fbf9f4',
    categories: ['education', 'productivity', 'utilities'],
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [
      { name: 'Personas', url: '/personas' },
      { name: 'Runs', url: '/runs' },
      { name: 'Models', url: '/models' },
    ],
    // Each file opens a window of its own: a window that writes answers is never navigated away.
    file_handlers: [{ action: '/', accept: { 'application/vnd.polyphony+gzip': ['.polyphony'] } }],
  };
}

import '@fontsource-variable/atkinson-hyperlegible-next';
import '@fontsource-variable/atkinson-hyperlegible-mono';
import './theme.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { themeScript } from '../components/ui/theme-script.ts';

const description =
  'A language model answers one task as several personas, side by side with a control that has none. It runs in this tab: nothing leaves it.';

export const metadata: Metadata = {
  title: { default: 'Polyphony: one task, many voices', template: '%s · Polyphony' },
  description,
  applicationName: 'Polyphony',
  icons: { icon: '/icon.svg', apple: '/icons/apple-touch-icon.png' },
  // iOS reads no manifest for these.
  appleWebApp: { capable: true, title: 'Polyphony', statusBarStyle: 'default' },
  // Shared links must not tell other sites what they carry.
  referrer: 'no-referrer',
  formatDetection: { telephone: false, email: false, address: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
  // --color-paper of app/theme.css; this one cannot read it.
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbf9f4' },
    { media: '(prefers-color-scheme: dark)', color: '#161411' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The script below sets data-theme before React looks.
    <html lang="en" suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>{children}</body>
    </html>
  );
}

'use client';

import type { ReactNode } from 'react';
import { ModelProvider } from '../models/model-context.tsx';
import { OfflineHook } from '../offline/offline-hook.tsx';
import { cx } from '../ui/cx.ts';
import { Tips } from '../ui/tips.tsx';
import { Header } from './header.tsx';

interface ShellProps {
  /** Where the screen's own content starts, and what it is called there. */
  readonly skip: { readonly href: `#${string}`; readonly label: string };
  readonly className?: string;
  /** The screen, with a `<main>` and an `<h1>` of its own. */
  readonly children: ReactNode;
}

/** What every screen has around it: the way past the header, the header, the Model dialog and tooltips. */
export function Shell({ skip, className, children }: ShellProps) {
  return (
    <ModelProvider>
      <div className={cx('flex min-h-dvh flex-col', className)}>
        <a
          href={skip.href}
          className="sr-only z-50 rounded-small bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
        >
          {skip.label}
        </a>
        <Header />
        {children}
      </div>
      <Tips />
      <OfflineHook />
    </ModelProvider>
  );
}

'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { ModelChip } from '../models/model-chip.tsx';
import { LedgerButton } from '../privacy/ledger-button.tsx';
import { cx } from '../ui/cx.ts';
import { Mark } from '../ui/icons.tsx';
import { ThemeToggle } from '../ui/theme-toggle.tsx';

const screens = [
  { href: '/', name: 'Play' },
  { href: '/runs', name: 'Runs' },
  { href: '/personas', name: 'Personas' },
  { href: '/experiment', name: 'Experiment' },
  { href: '/models', name: 'Models' },
] as const;

/** The same on every screen. Links fetch nothing before they are pressed: the first page stays small. */
export function Header() {
  const path = usePathname();
  return (
    <header className="flex min-h-13 items-center gap-2 border-b border-line px-4 max-[35rem]:gap-1 max-[35rem]:px-3 max-[30rem]:flex-wrap max-[30rem]:py-1 wide:gap-4 wide:px-6">
      <span className="flex shrink-0 items-center gap-2 text-title font-bold tracking-[-0.01em]">
        {/* A phone’s width goes to the screens’ names. */}
        <Mark className="size-6 text-accent max-[35rem]:hidden" />
        <span className="max-wide:sr-only">Polyphony</span>
      </span>
      <nav aria-label="Screens" className="shrink-0">
        <ul className="flex wide:gap-0.5">
          {screens.map(({ href, name }) => {
            const here = path === href || (href !== '/' && path.startsWith(`${href}/`));
            return (
              <li key={href}>
                <Link
                  href={href}
                  prefetch={false}
                  aria-current={here ? 'page' : undefined}
                  className={cx(
                    'flex min-h-8 items-center rounded-small px-1.5 text-ui max-[35rem]:px-1 wide:px-2.5',
                    here ? 'bg-wash font-semibold text-ink' : 'text-soft hover:bg-wash hover:text-ink',
                  )}
                >
                  {name}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <div className="ml-auto flex min-w-0 items-center gap-1.5 max-[35rem]:gap-0.5">
        <LedgerButton />
        <ModelChip />
        <ThemeToggle />
      </div>
    </header>
  );
}

'use client';

import { ModelChip } from '../models/model-chip.tsx';
import { Mark } from '../ui/icons.tsx';
import { ThemeToggle } from '../ui/theme-toggle.tsx';

export function Header() {
  return (
    <header className="flex min-h-13 items-center gap-3 border-b border-line px-4 wide:px-6">
      <h1 className="flex items-center gap-2 text-title font-bold tracking-[-0.01em]">
        <Mark className="size-6 text-accent" />
        Polyphony
      </h1>
      <p className="min-w-0 truncate pt-0.5 text-ui text-soft max-wide:hidden">
        One task, many voices, and a control that tells whether the voices matter
      </p>
      <div className="ml-auto flex min-w-0 items-center gap-1.5">
        <ModelChip />
        <ThemeToggle />
      </div>
    </header>
  );
}

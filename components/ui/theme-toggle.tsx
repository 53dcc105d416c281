'use client';

import { useSyncExternalStore } from 'react';
import { IconButton } from './button.tsx';
import { DarkIcon, LightIcon, SystemIcon } from './icons.tsx';
import { THEME_KEY } from './theme-script.ts';

const order = ['system', 'light', 'dark'] as const;
type Theme = (typeof order)[number];
const icons = { system: SystemIcon, light: LightIcon, dark: DarkIcon };

// The document's own attribute is the state; these listeners only hear of changes made here or in another tab.
const listeners = new Set<() => void>();

function read(): Theme {
  const theme = document.documentElement.dataset['theme'];
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function apply(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key === THEME_KEY) apply(order.find((theme) => theme === event.newValue) ?? 'system');
  };
  listeners.add(listener);
  window.addEventListener('storage', fromOtherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', fromOtherTab);
  };
}

export function ThemeToggle() {
  const theme = useSyncExternalStore<Theme>(subscribe, read, () => 'system');
  const next = order[(order.indexOf(theme) + 1) % order.length] ?? 'system';
  const Icon = icons[theme];
  return (
    <IconButton
      label={`Theme: ${theme}. Change to ${next}`}
      onClick={() => {
        apply(next);
        try {
          localStorage.setItem(THEME_KEY, next);
        } catch {
          // Private windows may refuse; the choice then lasts as long as the page.
        }
      }}
    >
      <Icon />
    </IconButton>
  );
}

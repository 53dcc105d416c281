'use client';

import type { KeyboardEvent, MouseEvent, PointerEvent, ReactNode } from 'react';
import { CheckIcon } from './icons.tsx';
import { cx } from './cx.ts';
import { Popover, type TriggerProps } from './popover.tsx';

const itemSelector = '[role^="menuitem"]:not([aria-disabled="true"])';
const row =
  'relative flex min-h-8 w-full items-center gap-2 rounded-small px-2.5 py-1 text-left text-ui outline-none ' +
  'focus:bg-accent-wash focus-visible:outline-2 focus-visible:-outline-offset-2 aria-disabled:cursor-default aria-disabled:opacity-50';

interface MenuProps {
  readonly trigger: (props: TriggerProps) => ReactNode;
  readonly label: string;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
  readonly className?: string;
}

/** A menu as ARIA describes it: one tab stop, arrow keys, Home, End and first letters. */
export function Menu({ trigger, label, align = 'start', children, className }: MenuProps) {
  return (
    <Popover
      trigger={trigger}
      label={label}
      role="menu"
      align={align}
      className={cx('p-1', className)}
      onKeyDown={onMenuKey}
      onOpen={(panel) => {
        (panel.querySelector<HTMLElement>('[aria-checked="true"]') ?? itemsOf(panel)[0])?.focus();
      }}
    >
      {children}
    </Popover>
  );
}

function itemsOf(panel: HTMLElement): readonly HTMLElement[] {
  return [...panel.querySelectorAll<HTMLElement>(itemSelector)];
}

function onMenuKey(event: KeyboardEvent<HTMLDivElement>) {
  const items = itemsOf(event.currentTarget);
  const at = items.findIndex((item) => item === document.activeElement);
  const next = nextItem(event, items, at);
  if (next) {
    event.preventDefault();
    next.focus();
  } else if (event.key === 'Tab') {
    event.currentTarget.hidePopover();
  }
}

function nextItem(event: KeyboardEvent, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  switch (event.key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items.at(at <= 0 ? -1 : at - 1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default: {
      if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey)
        return undefined;
      const letter = event.key.toLowerCase();
      const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
      return order.find((item) => item.textContent.trim().toLowerCase().startsWith(letter));
    }
  }
}

/** Closes the menu first: the focus is back on its button when the action opens something of its own. */
function closing(onSelect: () => void, disabled: boolean) {
  return (event: MouseEvent<HTMLElement>) => {
    if (disabled) return;
    event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
    onSelect();
  };
}

const focusOnPoint = (event: PointerEvent<HTMLElement>) => event.currentTarget.focus();

interface MenuItemProps {
  readonly onSelect: () => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export function MenuItem({ onSelect, disabled = false, children }: MenuItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={disabled}
      className={row}
      onPointerMove={disabled ? undefined : focusOnPoint}
      onClick={closing(onSelect, disabled)}
    >
      {children}
    </button>
  );
}

export function MenuLine() {
  return <div role="separator" className="my-1 h-px bg-line" />;
}

export interface MenuChoice {
  readonly value: string;
  readonly label: string;
  readonly description: string;
}

interface MenuChoicesProps {
  readonly value: string;
  readonly choices: readonly MenuChoice[];
  readonly onChange: (value: string) => void;
}

/** One of many, each with a sentence. */
export function MenuChoices({ value, choices, onChange }: MenuChoicesProps) {
  return choices.map((choice) => (
    <button
      key={choice.value}
      type="button"
      role="menuitemradio"
      tabIndex={-1}
      aria-checked={choice.value === value}
      className={cx(row, 'pl-8')}
      onPointerMove={focusOnPoint}
      onClick={closing(() => onChange(choice.value), false)}
    >
      {choice.value === value && <CheckIcon className="absolute top-2 left-2 size-4 text-accent" />}
      <span>
        <span className="block font-semibold">{choice.label}</span>
        <span className="block text-small text-soft">{choice.description}</span>
      </span>
    </button>
  ));
}

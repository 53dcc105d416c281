'use client';

import * as Radix from 'radix-ui/tabs';
import { type ReactNode, useState } from 'react';

interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly tabs: readonly { readonly value: T; readonly label: ReactNode; readonly content: ReactNode }[];
  readonly onChange: (value: T) => void;
  readonly className?: string;
}

/** Tabs whose panels are built at their first visit and kept, so that what was typed and found there stays. */
export function Tabs<T extends string>({ label, value, tabs, onChange, className }: TabsProps<T>) {
  const [visited, setVisited] = useState<ReadonlySet<T>>(new Set([value]));
  if (!visited.has(value)) setVisited(new Set(visited).add(value));
  return (
    <Radix.Root
      value={value}
      className={className}
      onValueChange={(next) => {
        const tab = tabs.find((one) => one.value === next);
        if (tab) onChange(tab.value);
      }}
    >
      <Radix.List aria-label={label} className="flex gap-1 border-b border-line">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px min-h-9 border-b-2 border-transparent px-3 max-[26rem]:px-2 text-ui text-soft hover:text-ink data-[state=active]:border-accent data-[state=active]:font-semibold data-[state=active]:text-ink"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content
          key={tab.value}
          value={tab.value}
          forceMount
          hidden={tab.value !== value}
          tabIndex={-1}
          className="outline-none"
        >
          {visited.has(tab.value) && tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}

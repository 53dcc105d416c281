'use client';

import { useId } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { InfoIcon } from '../../ui/icons.tsx';
import { Popover } from '../../ui/popover.tsx';

interface SearchFieldProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Arrow down or Enter: on to the list. */
  readonly onLeave: () => void;
}

export function SearchField({ value, onChange, onLeave }: SearchFieldProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-1 items-center gap-1">
      <label htmlFor={id} className="sr-only">
        Search personas
      </label>
      <input
        id={id}
        type="search"
        enterKeyHint="search"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="none"
        placeholder="baker, “night shift”, teach*, -retired…"
        className="field h-10 w-full min-w-0 px-3 text-ui"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if ((event.key !== 'ArrowDown' && event.key !== 'Enter') || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onLeave();
        }}
      />
      <Popover
        label="How to search"
        className="w-88 p-4"
        trigger={(props) => (
          <IconButton {...props} label="How to search" className="size-9">
            <InfoIcon />
          </IconButton>
        )}
      >
        <SearchHelp />
      </Popover>
    </div>
  );
}

const examples = [
  ['baker porto', 'both words, in any order'],
  ['"night shift"', 'these words side by side'],
  ['teach*', 'words that start so'],
  ['-retired', 'without this word'],
  ['=smith', 'these characters anywhere, also inside a word'],
] as const;

function SearchHelp() {
  return (
    <>
      <h3 className="text-ui font-semibold">How to search</h3>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-ui">
        {examples.map(([text, meaning]) => (
          <div key={text} className="contents">
            <dt>
              <code className="font-mono text-small">{text}</code>
            </dt>
            <dd className="text-soft">{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-small text-soft">
        They can stand together. Capitals and accents do not matter. Every script is searched, Chinese and Japanese too.
      </p>
    </>
  );
}

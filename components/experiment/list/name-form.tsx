'use client';

import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';

/** What fits a list's line twice over. */
const MAX_CHARACTERS = 120;

interface NameFormProps {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly onDone: () => void;
}

/** Another name for an experiment. Mounted means open: the field takes the focus; Escape leaves the name as it was. */
export function NameForm({ name, onName, onDone }: NameFormProps) {
  const [typed, setTyped] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const next = typed.trim();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (next === '') return;
    if (next !== name) onName(next);
    onDone();
  };
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
      className="flex min-w-0 flex-wrap items-center gap-2"
    >
      <input
        ref={field}
        aria-label="Name of the experiment"
        maxLength={MAX_CHARACTERS}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="field h-8.5 min-w-0 flex-1 basis-48 px-2 text-ui"
      />
      <Button type="submit" look="primary" disabled={next === ''}>
        Save
      </Button>
      <Button look="plain" onClick={onDone}>
        Cancel
      </Button>
    </form>
  );
}

'use client';

import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { Persona } from '../../lib/model/persona.ts';
import type { ShardInfo } from '../../lib/model/shard.ts';
import { usePlayActions } from '../providers/play.tsx';
import { formatCount } from '../ui/format.ts';
import { PersonaOption } from './persona-option.tsx';
import type { PickProps } from './pick-props.ts';

/** As many as anyone scrolls through; the count tells how many more there are. */
const LIMIT = 50;
/** A pause in typing. */
const PAUSE_MS = 120;

interface Found {
  readonly text: string;
  readonly total: number;
  readonly personas: readonly Persona[];
}

/** A search field that keeps the focus while arrow keys walk through the list below it (an ARIA combobox). */
export function PersonaSearch({ used, onPick, starter }: PickProps & { starter: ShardInfo | null }) {
  const actions = usePlayActions();
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [failed, setFailed] = useState(false);
  const [active, setActive] = useState(0);
  const id = useId();

  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      actions.searchPersonas(text, LIMIT).then(
        (page) => {
          if (!current) return;
          setFound({ text, ...page });
          setFailed(false);
          setActive(0);
        },
        () => {
          if (current) setFailed(true);
        },
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
    // The starter set may arrive while the dialog is open: then search again.
  }, [actions, text, starter]);

  const personas = found?.personas ?? [];
  const at = Math.min(active, personas.length - 1);
  const move = (to: number) => {
    const next = Math.min(personas.length - 1, Math.max(0, to));
    setActive(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    const chosen = personas[at];
    if (step !== undefined) {
      event.preventDefault();
      move(at + step);
    } else if (event.key === 'Enter' && chosen && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onPick([chosen]);
    }
  };

  return (
    <div>
      <input
        type="text"
        enterKeyHint="search"
        data-autofocus=""
        role="combobox"
        aria-label="Search personas"
        aria-expanded={personas.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={personas.length > 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        placeholder="nurse, Lagos, beekeeper…"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="field h-10 w-full px-3 text-ui"
      />
      <p role="status" className="mt-1.5 text-small text-soft tabular-nums">
        {failed ? 'The personas could not be read. Close this and open it again.' : countText(found, starter)}
      </p>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Personas"
        className="-mx-2 mt-1 h-88 max-h-[48dvh] overflow-y-auto"
      >
        {personas.map((persona, index) => (
          <PersonaOption
            key={persona.id}
            id={`${id}-${index}`}
            persona={persona}
            active={index === at}
            used={used.has(persona.id)}
            onPoint={() => setActive(index)}
            onPick={() => onPick([persona])}
          />
        ))}
      </div>
    </div>
  );
}

function countText(found: Found | null, starter: ShardInfo | null): string {
  if (!found) return starter ? 'Searching…' : 'The starter set is being unpacked…';
  const of = starter ? ` of ${formatCount(starter.count)} in ${starter.name}` : '';
  const shown = found.personas.length < found.total ? `, the first ${found.personas.length} shown` : '';
  if (found.total === 0) return `Nobody here matches “${found.text}”. Fewer words find more; or write your own.`;
  return `${formatCount(found.total)}${of}${shown}`;
}

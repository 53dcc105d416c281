'use client';

import * as Tabs from 'radix-ui/tabs';
import { type RefObject, useState } from 'react';
import type { Persona } from '../../lib/model/persona.ts';
import type { Column } from '../../lib/model/run.ts';
import { MAX_COLUMNS } from '../../lib/model/settings.ts';
import { addVoices } from '../play/arrange.ts';
import { focusColumn } from '../play/focus-column.ts';
import { usePlay, usePlayActions } from '../providers/play.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { shortName } from './names.ts';
import { PersonaRandom } from './persona-random.tsx';
import { PersonaSearch } from './persona-search.tsx';
import { PersonaWrite } from './persona-write.tsx';

interface PersonaPickerProps {
  readonly replace: number | null;
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

const tab =
  'min-h-9 border-b-2 border-transparent px-3 text-ui text-soft hover:text-ink data-[state=active]:border-accent ' +
  'data-[state=active]:font-semibold data-[state=active]:text-ink';

/** Adds voices until the board is full, or replaces one and closes. */
export function PersonaPicker({ replace, returnTo, onClose }: PersonaPickerProps) {
  const columns = usePlay((state) => state.columns);
  const starter = usePlay((state) => state.starter);
  const actions = usePlayActions();
  const [said, setSaid] = useState('');
  const free = replace === null ? MAX_COLUMNS - columns.length : 1;
  const used = new Set(columns.flatMap((column) => (column.kind === 'persona' ? [column.persona.id] : [])));
  const replaced = replace === null ? undefined : columns[replace];

  const pick = (personas: readonly Persona[]) => {
    const fresh = personas.filter((persona) => !used.has(persona.id)).slice(0, free);
    const [first] = fresh;
    if (!first) {
      setSaid('This voice is on the board already.');
    } else if (replace !== null) {
      // Another voice on the same model with the same settings.
      const next = (column: Column): Column => ({ ...column, kind: 'persona', persona: first });
      actions.setColumns(columns.map((column, index) => (index === replace ? next(column) : column)));
      onClose();
      focusColumn(replace);
    } else {
      const added = fresh.map((persona): Column => ({ kind: 'persona', persona, model: null, settings: null }));
      actions.setColumns(addVoices(columns, added));
      setSaid(`Added: ${fresh.map((persona) => shortName(persona.text)).join(', ')}.`);
      if (free - added.length === 0) onClose();
    }
  };

  const pickProps = { used, free, onPick: pick };
  return (
    <Dialog
      title={replaced ? 'Replace this voice' : 'Add a voice'}
      description={
        replaced?.kind === 'persona'
          ? shortName(replaced.persona.text)
          : `${columns.length} of ${MAX_COLUMNS} columns are taken`
      }
      returnTo={returnTo}
      onClose={onClose}
      wide
    >
      <Tabs.Root defaultValue="search">
        <Tabs.List aria-label="Where the voice comes from" className="-mt-3 mb-3 flex border-b border-line">
          <Tabs.Trigger value="search" className={tab}>
            Search
          </Tabs.Trigger>
          <Tabs.Trigger value="random" className={tab}>
            Random
          </Tabs.Trigger>
          <Tabs.Trigger value="write" className={tab}>
            Write your own
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="search">
          <PersonaSearch {...pickProps} starter={starter} />
        </Tabs.Content>
        <Tabs.Content value="random">
          <PersonaRandom {...pickProps} />
        </Tabs.Content>
        <Tabs.Content value="write">
          <PersonaWrite {...pickProps} />
        </Tabs.Content>
      </Tabs.Root>
      <div className="mt-4 flex items-center gap-3 border-t border-line pt-3">
        <p role="status" className="min-w-0 flex-1 text-ui text-soft">
          {said}
        </p>
        <Button onClick={onClose}>{replace === null ? 'Done' : 'Cancel'}</Button>
      </div>
    </Dialog>
  );
}

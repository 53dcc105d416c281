'use client';

import { type RefObject, useState } from 'react';
import type { PersonaId } from '../../../lib/model/ids.ts';
import type { Persona } from '../../../lib/model/persona.ts';
import { PersonaSearch } from '../../personas/persona-search.tsx';
import { PersonaWrite } from '../../personas/persona-write.tsx';
import { usePlay, usePlayActions } from '../../providers/play.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DiceIcon } from '../../ui/icons.tsx';
import { rollSeed } from '../../ui/roll-seed.ts';
import { Tabs } from '../../ui/tabs.tsx';

const nobody: ReadonlySet<PersonaId> = new Set();

interface PersonaDialogProps {
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onPick: (persona: Persona) => void;
  readonly onClose: () => void;
}

/** One persona: searched for, drawn at random or written. */
export function PersonaDialog({ returnTo, onPick, onClose }: PersonaDialogProps) {
  const starter = usePlay((state) => state.starter);
  const actions = usePlayActions();
  const [way, setWay] = useState<'search' | 'write'>('search');
  const [said, setSaid] = useState('');
  const pick = ([persona]: readonly Persona[]) => {
    if (!persona) return;
    onPick(persona);
    onClose();
  };
  const random = async () => {
    try {
      const drawn = await actions.samplePersonas(1, rollSeed(), []);
      if (drawn.length === 0) setSaid('No persona could be drawn.');
      else pick(drawn);
    } catch {
      setSaid('The personas could not be read. Close this and open it again.');
    }
  };
  const pickProps = { used: nobody, free: 1, onPick: pick };
  return (
    <Dialog
      title="Choose the one persona"
      description="It stands in every request of its arm."
      returnTo={returnTo}
      onClose={onClose}
      wide
    >
      <Tabs
        label="Where the persona comes from"
        value={way}
        onChange={setWay}
        className="-mt-3 grid gap-3"
        tabs={[
          { value: 'search', label: 'Search', content: <PersonaSearch {...pickProps} starter={starter} /> },
          { value: 'write', label: 'Write your own', content: <PersonaWrite {...pickProps} /> },
        ]}
      />
      <div className="mt-4 flex flex-wrap items-center gap-3 border-t border-line pt-3">
        <p role="status" className="min-w-0 flex-1 text-ui text-soft">
          {said}
        </p>
        <Button onClick={() => void random()}>
          <DiceIcon /> Take one at random
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Dialog>
  );
}

'use client';

import { lazy, Suspense, useRef, useState } from 'react';
import type { Persona } from '../../../lib/model/persona.ts';
import { PersonaLabels } from '../../personas/persona-labels.tsx';
import { Button } from '../../ui/button.tsx';

const PersonaDialog = lazy(() => import('./persona-dialog.tsx').then((module) => ({ default: module.PersonaDialog })));

interface OnePersonaProps {
  readonly persona: Persona | null;
  readonly onChange: (persona: Persona) => void;
}

/** The persona of the arm that asks with one for all answers. */
export function OnePersona({ persona, onChange }: OnePersonaProps) {
  const [choosing, setChoosing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-h-8.5 min-w-0 flex-1 basis-80">
        {persona ? (
          <>
            <p className="text-ui leading-6">{persona.text}</p>
            <PersonaLabels labels={persona.labels} />
          </>
        ) : (
          <p className="text-ui text-soft">Nobody is chosen yet.</p>
        )}
      </div>
      <Button ref={opener} onClick={() => setChoosing(true)}>
        {persona ? 'Choose another persona…' : 'Choose a persona…'}
      </Button>
      {choosing && (
        <Suspense>
          <PersonaDialog returnTo={opener} onPick={onChange} onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </div>
  );
}

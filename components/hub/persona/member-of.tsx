'use client';

import { useState } from 'react';
import { type PersonaDetail, useHub, useHubActions } from '../../providers/hub.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { CloseIcon } from '../../ui/icons.tsx';
import { useHubViewActions } from '../hub-view.tsx';
import { isMember, withoutMember } from '../sets/members.ts';
import { SetPicker } from '../sets/set-picker.tsx';
import { faultText } from '../words.ts';
import { Section, ValueButton } from './section.tsx';

interface MemberOfProps {
  readonly detail: PersonaDetail;
  readonly onClose: () => void;
  readonly onSaid: (text: string) => void;
}

/** Sets that hold the persona: out of one, into another. */
export function MemberOf({ detail, onClose, onSaid }: MemberOfProps) {
  const actions = useHubActions();
  const sets = useHub((state) => state.sets);
  const { openBrowse } = useHubViewActions();
  const [adding, setAdding] = useState(false);
  const mine = sets.filter((set) => isMember(set, detail.ref));
  return (
    <Section title="Sets">
      <ul className="grid gap-0.5">
        {mine.map((set) => (
          <li key={set.id} className="flex items-center gap-1 text-ui">
            <ValueButton
              label={`Browse the set ${set.name}`}
              onPress={() => {
                onClose();
                openBrowse({ shards: null, filters: [], set: set.id });
              }}
            >
              {set.name}
            </ValueButton>
            <IconButton
              label={`Take out of ${set.name}`}
              onClick={() => {
                void actions.putSet(withoutMember(set, detail.ref)).then((put) => {
                  onSaid(put.ok ? `Taken out of “${set.name}”.` : faultText(put.fault));
                });
              }}
            >
              <CloseIcon />
            </IconButton>
          </li>
        ))}
      </ul>
      {mine.length === 0 && <p className="text-ui text-soft">In no set.</p>}
      <Button className="mt-1" onClick={() => setAdding(true)}>
        Add to a set…
      </Button>
      {adding && (
        <SetPicker
          count={1}
          name=""
          how="chosen by hand"
          rows={() => Promise.resolve({ ok: true, value: [detail.ref] })}
          onDone={onSaid}
          onClose={() => setAdding(false)}
        />
      )}
    </Section>
  );
}

'use client';

import { type SubmitEvent, useState } from 'react';
import type { PersonaSet } from '../../../lib/model/shard.ts';
import { useHub, useHubActions } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { plural } from '../../ui/format.ts';
import { TextField } from '../../ui/text-field.tsx';
import { ExportMenu } from '../browse/export-menu.tsx';
import { useHubViewActions } from '../hub-view.tsx';
import { useOpener } from '../use-opener.ts';
import { faultText } from '../words.ts';
import { nameProblem } from './members.ts';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

/** Every set: what is in it and how it was chosen; rename, delete (and take that back), browse, sample, export. */
export function SetsDialog({ onClose }: { onClose: () => void }) {
  const opener = useOpener();
  const actions = useHubActions();
  const sets = useHub((state) => state.sets);
  const [deleted, setDeleted] = useState<PersonaSet | null>(null);
  const [said, setSaid] = useState('');

  const remove = async (set: PersonaSet) => {
    const gone = await actions.deleteSet(set.id);
    if (gone.ok) setDeleted(set);
    setSaid(gone.ok ? `“${set.name}” is deleted; its personas stay in their shards.` : faultText(gone.fault));
  };
  const restore = async (set: PersonaSet) => {
    const back = await actions.putSet(set);
    if (back.ok) setDeleted(null);
    setSaid(back.ok ? `“${set.name}” is back.` : faultText(back.fault));
  };

  return (
    <Dialog title="Sets" description="Personas that you chose and named." returnTo={opener} onClose={onClose} wide>
      {sets.length === 0 ? (
        <p className="text-ui text-soft">
          No set yet. Tick personas in the list and press “To a set”, or keep what a search or a sample found.
        </p>
      ) : (
        <ul>
          {sets.map((set) => (
            <SetLine key={set.id} set={set} onClose={onClose} onDelete={() => void remove(set)} onSaid={setSaid} />
          ))}
        </ul>
      )}
      <div className="mt-3 flex min-h-9 items-center gap-3 border-t border-line pt-2">
        <p role="status" className="min-w-0 flex-1 text-ui text-soft">
          {said}
        </p>
        {deleted && <Button onClick={() => void restore(deleted)}>Undo</Button>}
        <Button onClick={onClose}>Done</Button>
      </div>
    </Dialog>
  );
}

interface SetLineProps {
  readonly set: PersonaSet;
  readonly onClose: () => void;
  readonly onDelete: () => void;
  readonly onSaid: (text: string) => void;
}

function SetLine({ set, onClose, onDelete, onSaid }: SetLineProps) {
  const { openBrowse, openSample, openBalance, openDuplicates } = useHubViewActions();
  const [renaming, setRenaming] = useState(false);
  const scope = { kind: 'set', set: set.id } as const;
  const name = `Set: ${set.name}`;
  const close = (then: () => void) => () => {
    onClose();
    then();
  };
  return (
    <li className="border-b border-line py-2.5 last:border-b-0">
      {renaming ? (
        <RenameForm set={set} onSaid={onSaid} onClose={() => setRenaming(false)} />
      ) : (
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h3 className="min-w-0 text-ui font-semibold break-words">{set.name}</h3>
          <span className="text-small text-soft tabular-nums">{plural(set.members.length, 'persona')}</span>
          <p className="w-full text-small text-soft">
            {set.how === '' ? 'chosen by hand' : set.how}; {day.format(set.createdAt)}
          </p>
        </div>
      )}
      <div className="mt-1 flex flex-wrap gap-1.5">
        <Button onClick={close(() => openBrowse({ shards: null, filters: [], set: set.id }))}>Browse</Button>
        <Button onClick={close(() => openSample({ scope, name, how: { kind: 'uniform' } }))}>Sample…</Button>
        <Button onClick={close(() => openBalance({ scope, name }))}>Balance</Button>
        <Button disabled={set.members.length < 2} onClick={close(() => openDuplicates({ scope, name }))}>
          Find near-duplicates…
        </Button>
        <ExportMenu scope={scope} name={set.name} disabled={set.members.length === 0} onSaid={onSaid} />
        <Button aria-label={`Rename ${set.name}`} disabled={renaming} onClick={() => setRenaming(true)}>
          Rename
        </Button>
        <Button look="bad" aria-label={`Delete ${set.name}`} onClick={onDelete}>
          Delete
        </Button>
      </div>
    </li>
  );
}

interface RenameFormProps {
  readonly set: PersonaSet;
  readonly onSaid: (text: string) => void;
  readonly onClose: () => void;
}

function RenameForm({ set, onSaid, onClose }: RenameFormProps) {
  const actions = useHubActions();
  const sets = useHub((state) => state.sets);
  const [name, setName] = useState(set.name);
  const problem = nameProblem(name, sets, set.id);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (problem !== null) return;
    const put = await actions.putSet({ ...set, name: name.trim() });
    onSaid(put.ok ? `Renamed to “${name.trim()}”.` : faultText(put.fault));
    if (put.ok) onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex items-start gap-2">
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        maxLength={120}
        problem={problem}
        hint=""
        autoFocus
        className="flex-1"
      />
      <Button type="submit" look="primary" disabled={problem !== null} className="mt-5 min-h-8.5">
        Rename
      </Button>
      <Button className="mt-5 min-h-8.5" onClick={onClose}>
        Cancel
      </Button>
    </form>
  );
}

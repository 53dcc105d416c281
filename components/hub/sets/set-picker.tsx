'use client';

import { type SubmitEvent, useState } from 'react';
import type { Fault } from '../../../lib/model/fault.ts';
import type { RowRef } from '../../../lib/model/persona.ts';
import type { PersonaSet } from '../../../lib/model/shard.ts';
import { type Outcome, useHub, useHubActions } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { plural } from '../../ui/format.ts';
import { rollSeed } from '../../ui/roll-seed.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useOpener } from '../use-opener.ts';
import { faultText } from '../words.ts';
import { nameProblem, newSet, withMembers } from './members.ts';

interface SetPickerProps {
  /** How many rows, as far as the list knows. */
  readonly count: number;
  /** Proposed for a new set. */
  readonly name: string;
  /** How they were chosen, for people. */
  readonly how: string;
  /** Reads them when a set is chosen. */
  readonly rows: () => Promise<Outcome<readonly RowRef[]>>;
  readonly onDone: (text: string) => void;
  readonly onClose: () => void;
}

/** Puts rows into a new set or one that is there. */
export function SetPicker({ count, name, how, rows, onDone, onClose }: SetPickerProps) {
  const opener = useOpener();
  const actions = useHubActions();
  const sets = useHub((state) => state.sets);
  const [typed, setTyped] = useState(name);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Fault | null>(null);
  const problem = nameProblem(typed, sets, null);

  const put = async (make: (refs: readonly RowRef[]) => PersonaSet, before: number) => {
    setBusy(true);
    setTrouble(null);
    const read = await rows();
    const set = read.ok ? make(read.value) : null;
    const written = set ? await actions.putSet(set) : read;
    setBusy(false);
    if (!written.ok) {
      setTrouble(written.fault);
    } else if (set) {
      onDone(`${plural(set.members.length - before, 'persona')} added to “${set.name}”.`);
      onClose();
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem === null) void put((refs) => newSet(freshId(), typed, how, refs, Date.now()), 0);
  };

  return (
    <Dialog
      title="Keep as a set"
      description={`${plural(count, 'persona')}: ${how}`}
      returnTo={opener}
      onClose={onClose}
    >
      <form onSubmit={submit} className="flex items-start gap-2">
        <TextField
          label="New set"
          value={typed}
          onChange={setTyped}
          maxLength={120}
          problem={tried ? problem : null}
          hint="A set keeps which personas they are; their texts stay in their shard."
          className="flex-1"
          data-autofocus=""
        />
        <Button type="submit" look="primary" disabled={busy} className="mt-5 min-h-8.5">
          Make
        </Button>
      </form>
      {trouble && (
        <p role="alert" className="mt-2 text-ui text-bad">
          {faultText(trouble)}
        </p>
      )}
      {sets.length > 0 && (
        <>
          <h3 className="mt-3 text-small text-soft">Or add to one that is there</h3>
          <ul className="mt-1">
            {sets.map((set) => (
              <li key={set.id} className="flex items-center gap-3 border-b border-line py-1 last:border-b-0">
                <span className="min-w-0 flex-1 truncate text-ui">{set.name}</span>
                <span className="text-small text-soft tabular-nums">{plural(set.members.length, 'persona')}</span>
                <Button
                  disabled={busy}
                  aria-label={`Add to ${set.name}`}
                  onClick={() => void put((refs) => withMembers(set, refs), set.members.length)}
                >
                  Add
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

/** The clock and a dice: browsers give no UUIDs outside secure contexts. */
function freshId(): string {
  return `${Date.now().toString(36)}-${rollSeed().toString(36)}`;
}

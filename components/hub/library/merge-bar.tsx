'use client';

import { type SyntheticEvent, useState } from 'react';
import { type ShardView, useHubActions } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { faultText } from '../words.ts';
import { licenceWords } from '../licences.ts';
import { useAsk } from './use-ask.ts';

interface MergeBarProps {
  readonly chosen: readonly ShardView[];
  readonly onMerged: () => void;
}

/** Makes one collection of those chosen; there is nothing to merge below two. */
export function MergeBar({ chosen, onMerged }: MergeBarProps) {
  const actions = useHubActions();
  const toast = useToast();
  const { busy, trouble, ask } = useAsk();
  const [name, setName] = useState('');
  if (chosen.length === 0) return null;
  const proposed = chosen.map(({ info }) => info.name).join(' + ');
  const most = chosen.reduce((sum, { info, removed }) => sum + info.count - removed, 0);
  const bound = chosen.some(({ info }) => licenceWords(info.licence).nonCommercial);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const called = name.trim() || proposed;
    ask(
      'Merging…',
      () =>
        actions.merge(
          chosen.map(({ info }) => info.id),
          called,
        ),
      () => {
        toast({ text: `${called} is made; the old ones stay.` });
        setName('');
        onMerged();
      },
    );
  };
  return (
    <form
      onSubmit={submit}
      noValidate
      className="mt-3 flex flex-wrap items-start gap-3 rounded-small bg-wash px-3 py-2"
    >
      <TextField
        label="Name of the merged collection"
        value={name}
        onChange={setName}
        placeholder={proposed}
        hint={
          chosen.length < 2
            ? 'Choose another one to merge with.'
            : `Up to ${formatCount(most)} personas, exact duplicates left out; the old ones stay.${bound ? ' A non-commercial licence among them binds the whole.' : ''}`
        }
        problem={trouble && faultText(trouble)}
        className="min-w-56 flex-1"
      />
      <Button type="submit" disabled={chosen.length < 2 || busy !== null} className="mt-5.5">
        {busy ?? `Merge ${formatCount(chosen.length)}`}
      </Button>
    </form>
  );
}

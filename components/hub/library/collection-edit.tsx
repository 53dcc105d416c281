'use client';

import { type SyntheticEvent, useState } from 'react';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import { useHubActions } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { faultText } from '../words.ts';
import { OriginFields } from './origin-fields.tsx';
import { useAsk } from './use-ask.ts';

/** Name, source and licence in the user's words. */
export function CollectionEdit({ info, onDone }: { info: ShardInfo; onDone: () => void }) {
  const actions = useHubActions();
  const { busy, trouble, ask } = useAsk();
  const [origin, setOrigin] = useState({ name: info.name, source: info.source, licence: info.licence });
  const words = { name: origin.name.trim(), source: origin.source.trim(), licence: origin.licence.trim() };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (words.name !== '') ask('Saving…', () => actions.describe(info.id, words), onDone);
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-2">
      <OriginFields
        origin={origin}
        problem={words.name === '' ? 'Give it a name.' : trouble && faultText(trouble)}
        onChange={setOrigin}
      />
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={busy !== null}>
          Save
        </Button>
        <Button look="plain" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

'use client';

import { useState } from 'react';
import { useHubActions } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { useToast } from '../../ui/toasts.tsx';
import { SetPicker } from '../sets/set-picker.tsx';
import { faultText } from '../words.ts';
import { ExportMenu } from './export-menu.tsx';
import type { Ticks } from './ticks.ts';
import { tickActions } from './tick-store.ts';
import { useOpenPlay } from './use-open-play.ts';
import { useRowsOf } from './use-rows-of.ts';

/** What can be done with the ticked ones. It is there before anything is ticked: ticking must not move the list. */
export function TickBar({ ticks }: { ticks: Ticks }) {
  const actions = useHubActions();
  const toast = useToast();
  const openPlay = useOpenPlay();
  const { refsToPlay } = useRowsOf();
  const [keeping, setKeeping] = useState(false);
  const refs = [...ticks.values()];
  const none = refs.length === 0;
  const say = (text: string) => toast({ text });

  const play = async () => {
    const text = await refsToPlay(refs);
    toast({ text, action: { label: 'Open Play', onPress: openPlay } });
  };
  const copy = async () => {
    const rows = await actions.rows(refs);
    if (!rows.ok) {
      say(faultText(rows.fault));
      return;
    }
    const text = rows.value.map((row) => row.text).join('\n');
    await navigator.clipboard.writeText(text).then(
      () => say(`${formatCount(refs.length)} copied, one a line.`),
      () => say('The browser did not allow copying.'),
    );
  };

  return (
    <div role="group" aria-label="Ticked personas" className="mt-2 flex min-h-9 flex-wrap items-center gap-1.5">
      <p role="status" className="mr-1 min-w-24 text-ui tabular-nums">
        {none ? <span className="text-soft">None ticked</span> : <strong>{formatCount(refs.length)} ticked</strong>}
      </p>
      <Button look={none ? 'outline' : 'primary'} disabled={none} onClick={() => void play()}>
        To Play
      </Button>
      <Button disabled={none} onClick={() => setKeeping(true)}>
        To a set…
      </Button>
      <Button disabled={none} onClick={() => void copy()}>
        Copy
      </Button>
      <ExportMenu scope={{ kind: 'rows', rows: refs }} name="Ticked personas" disabled={none} onSaid={say} />
      <Button look="plain" disabled={none} onClick={tickActions.clear}>
        Untick all
      </Button>
      {keeping && (
        <SetPicker
          count={refs.length}
          name=""
          how="ticked by hand"
          rows={() => Promise.resolve({ ok: true, value: refs })}
          onDone={say}
          onClose={() => setKeeping(false)}
        />
      )}
    </div>
  );
}

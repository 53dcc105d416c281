'use client';

import type { PersonaDetail } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckIcon, CopyIcon } from '../../ui/icons.tsx';
import { useCopy } from '../../ui/use-copy.ts';
import { isTicked } from '../browse/ticks.ts';
import { tickActions, useTicks } from '../browse/tick-store.ts';
import { useOpenPlay } from '../browse/use-open-play.ts';
import { useRowsOf } from '../browse/use-rows-of.ts';

export function PersonaActions({ detail, onSaid }: { detail: PersonaDetail; onSaid: (text: string) => void }) {
  const { toPlay } = useRowsOf();
  const openPlay = useOpenPlay();
  const ticked = isTicked(useTicks(), detail.ref);
  const [copied, copy] = useCopy();
  return (
    <div className="mt-3 flex flex-wrap gap-1.5">
      <Button look="primary" onClick={() => onSaid(toPlay([detail]))}>
        Use in Play
      </Button>
      <Button onClick={openPlay}>Open Play</Button>
      <Button aria-pressed={ticked} onClick={() => tickActions.toggle(detail.ref)}>
        {ticked && <CheckIcon />}
        {ticked ? 'Ticked' : 'Tick'}
      </Button>
      <Button onClick={() => copy(detail.text)}>
        <CopyIcon />
        {copied === 'copied' ? 'Copied' : copied === 'failed' ? 'Not allowed' : 'Copy'}
      </Button>
    </div>
  );
}

'use client';

import { useState } from 'react';
import type { Found } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { ChevronIcon } from '../../ui/icons.tsx';
import { formatCount } from '../../ui/format.ts';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { useHubViewActions } from '../hub-view.tsx';
import { SetPicker } from '../sets/set-picker.tsx';
import { faultText } from '../words.ts';
import { RowFileItems, useRowFiles } from './export-menu.tsx';
import { tickActions } from './tick-store.ts';
import { useRowsOf } from './use-rows-of.ts';

/** A set is a list of names, written at once: more than this belongs into a file or a shard of its own. */
const SET_LIMIT = 20_000;
/** What people tick by one press and may still look through. */
const TICK_LIMIT = 1000;

interface FoundBarProps {
  readonly found: Found;
  /** What was searched, for people: the name of the sample, the balance, the file. */
  readonly name: string;
}

/** What can be done with everything that was found. */
export function FoundBar({ found, name }: FoundBarProps) {
  const { openSample, openBalance, openDuplicates } = useHubViewActions();
  const { refsOf } = useRowsOf();
  const toast = useToast();
  const [keeping, setKeeping] = useState(false);
  const scope = { kind: 'result', result: found.result } as const;
  const { total } = found;
  const none = total === 0;
  const say = (text: string) => toast({ text });

  const { write } = useRowFiles(scope, name, say);
  const tick = async () => {
    const refs = await refsOf(found.result, total, TICK_LIMIT);
    if (!refs.ok) {
      say(faultText(refs.fault));
      return;
    }
    tickActions.add(refs.value);
    if (total > TICK_LIMIT) say(`The first ${formatCount(TICK_LIMIT)} are ticked; keep a set for more.`);
  };

  return (
    <>
      <Button disabled={none} onClick={() => openSample({ scope, name, how: { kind: 'uniform' } })}>
        Sample…
      </Button>
      <Button disabled={none} onClick={() => openBalance({ scope, name })}>
        Balance
      </Button>
      <Menu
        label="All that was found"
        align="end"
        trigger={(props) => (
          <Button {...props} disabled={none}>
            All found
            <ChevronIcon className="size-3.5" />
          </Button>
        )}
      >
        <MenuItem onSelect={() => void tick()}>
          Tick {total > TICK_LIMIT ? `the first ${formatCount(TICK_LIMIT)}` : 'all'}
        </MenuItem>
        <MenuItem onSelect={() => setKeeping(true)}>
          Keep {total > SET_LIMIT ? `the first ${formatCount(SET_LIMIT)}` : 'all'} as a set…
        </MenuItem>
        <MenuItem onSelect={() => openDuplicates({ scope, name })}>Find near-duplicates…</MenuItem>
        <MenuLine />
        <RowFileItems
          write={(format, ending) => {
            say(`Writing ${formatCount(total)} personas…`);
            write(format, ending);
          }}
        />
      </Menu>
      {keeping && (
        <SetPicker
          count={Math.min(total, SET_LIMIT)}
          name={name.slice(0, 80)}
          how={name}
          rows={() => refsOf(found.result, total, SET_LIMIT)}
          onDone={say}
          onClose={() => setKeeping(false)}
        />
      )}
    </>
  );
}

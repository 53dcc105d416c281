'use client';

import type { Column } from '../../lib/model/run.ts';
import { MAX_COLUMNS, MAX_REPEATS } from '../../lib/model/settings.ts';
import { usePlay, usePlayActions } from '../providers/play.tsx';
import { ShareButton } from '../share/compose/share-button.tsx';
import { useOpenPlayground } from '../share/open/open-context.ts';
import { TextLookChoices } from '../reading/text-look.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { MoreIcon, PlusIcon } from '../ui/icons.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { Switch } from '../ui/switch.tsx';
import { useArrange } from './arrange-context.tsx';
import { usePicker } from './picker-context.tsx';

const control: Column = { kind: 'control', model: null, settings: null };

function ControlSwitch() {
  const columns = usePlay((state) => state.columns);
  const restored = usePlay((state) => state.restored);
  const actions = usePlayActions();
  const voices = columns.filter((column) => column.kind !== 'control');
  const on = voices.length < columns.length;
  const full = !on && columns.length >= MAX_COLUMNS;
  // The last column stays: a board without columns has nothing to run.
  const last = on && voices.length === 0;
  return (
    <Switch
      label="Control"
      on={on}
      disabled={!restored || full || last}
      hint={full ? `${MAX_COLUMNS} columns are the most` : 'The same task without a persona, to compare with'}
      onChange={() => actions.setColumns(on ? voices : [...columns, control])}
      className="max-wide:-ml-1.5"
    />
  );
}

/** What changes the board (voices, the control, more answers), and handing it on. */
export function BoardBar() {
  const count = usePlay((state) => state.columns.length);
  const restored = usePlay((state) => state.restored);
  const canRepeat = usePlay(
    (state) => state.run !== null && state.active === 0 && state.missing === 0 && state.repeats < MAX_REPEATS,
  );
  const actions = usePlayActions();
  const openPicker = usePicker();
  const openArrange = useArrange();
  const openPlayground = useOpenPlayground();
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 gap-y-2 wide:gap-x-2">
      <span className="text-small whitespace-nowrap text-soft tabular-nums max-[90rem]:hidden">
        {count} of {MAX_COLUMNS} columns
      </span>
      <ControlSwitch />
      <Button
        disabled={!restored || count >= MAX_COLUMNS}
        onClick={(event) => openPicker({ replace: null, opener: event.currentTarget })}
      >
        <PlusIcon /> Add voice
      </Button>
      <Button
        disabled={!restored}
        title="One more column for each voice, on another model"
        onClick={(event) => openArrange({ kind: 'compare', opener: event.currentTarget })}
      >
        Compare models
      </Button>
      <Button
        disabled={!canRepeat}
        title="One more answer in each column of this run, with the next seeds"
        onClick={() => actions.addRepeats(1)}
      >
        Add repeats
      </Button>
      <ShareButton of={{ kind: 'play' }} disabled={!restored} />
      <Menu
        align="end"
        label="More"
        trigger={(props) => (
          <IconButton label="More" disabled={!restored} {...props}>
            <MoreIcon />
          </IconButton>
        )}
      >
        <TextLookChoices />
        <MenuLine />
        <MenuItem onSelect={openPlayground}>Open a link or file…</MenuItem>
        <MenuItem onSelect={() => actions.reset()}>Back to the first set-up</MenuItem>
      </Menu>
    </div>
  );
}

'use client';

import type { Column } from '../../lib/model/run.ts';
import { MAX_COLUMNS, MAX_REPEATS } from '../../lib/model/settings.ts';
import { usePlay, usePlayActions } from '../providers/play.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { cx } from '../ui/cx.ts';
import { MoreIcon, PlusIcon } from '../ui/icons.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { usePicker } from './picker-context.tsx';

const control: Column = { kind: 'control' };

function ControlSwitch() {
  const columns = usePlay((state) => state.columns);
  const restored = usePlay((state) => state.restored);
  const actions = usePlayActions();
  const on = columns.some((column) => column.kind === 'control');
  const full = !on && columns.length >= MAX_COLUMNS;
  // The last column stays: a board without columns has nothing to run.
  const last = on && columns.length === 1;
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      disabled={!restored || full || last}
      title={full ? `${MAX_COLUMNS} columns are the most` : 'The same task without a persona, to compare with'}
      onClick={() =>
        actions.setColumns(on ? columns.filter((column) => column.kind !== 'control') : [...columns, control])
      }
      className="inline-flex min-h-8 items-center gap-2 rounded-small px-1.5 text-ui text-ink hover:bg-wash disabled:opacity-55 max-wide:-ml-1.5"
    >
      <span
        aria-hidden="true"
        className={cx(
          'flex h-4.5 w-8 items-center rounded-full border px-0.5',
          on ? 'justify-end border-accent bg-accent' : 'border-edge bg-sheet',
        )}
      >
        <span className={cx('size-3 rounded-full', on ? 'bg-on-accent' : 'bg-edge')} />
      </span>
      Control
    </button>
  );
}

/** What changes the board: voices, the control, more answers. */
export function BoardBar() {
  const count = usePlay((state) => state.columns.length);
  const restored = usePlay((state) => state.restored);
  const canRepeat = usePlay(
    (state) => state.run !== null && state.active === 0 && state.missing === 0 && state.repeats < MAX_REPEATS,
  );
  const actions = usePlayActions();
  const openPicker = usePicker();
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 gap-y-2 wide:gap-x-2">
      <span className="text-small whitespace-nowrap text-soft tabular-nums max-full:hidden">
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
        disabled={!canRepeat}
        title="One more answer in each column of this run, with the next seeds"
        onClick={() => actions.addRepeats(1)}
      >
        Add repeats
      </Button>
      <Menu
        align="end"
        label="More"
        trigger={(props) => (
          <IconButton label="More" disabled={!restored} {...props}>
            <MoreIcon />
          </IconButton>
        )}
      >
        <MenuItem onSelect={() => actions.reset()}>Back to the first set-up</MenuItem>
      </Menu>
    </div>
  );
}

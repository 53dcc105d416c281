'use client';

import type { RefObject } from 'react';
import type { Column } from '../../lib/model/run.ts';
import { MAX_COLUMNS } from '../../lib/model/settings.ts';
import { usePlay, usePlayActions } from '../providers/play.tsx';
import { IconButton } from '../ui/button.tsx';
import { MoreIcon } from '../ui/icons.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { useArrange } from './arrange-context.tsx';
import { focusColumn } from './focus-column.ts';
import { usePicker } from './picker-context.tsx';

interface ColumnMenuProps {
  readonly column: Column;
  readonly index: number;
  readonly name: string;
  readonly buttonRef: RefObject<HTMLButtonElement | null>;
}

function swapped(columns: readonly Column[], a: number, b: number): readonly Column[] {
  return columns.map((column, index) => (index === a ? columns[b] : index === b ? columns[a] : column) ?? column);
}

export function ColumnMenu({ column, index, name, buttonRef }: ColumnMenuProps) {
  const columns = usePlay((state) => state.columns);
  const actions = usePlayActions();
  const openPicker = usePicker();
  const openArrange = useArrange();
  const remove = () => {
    actions.setColumns(columns.filter((_, other) => other !== index));
    focusColumn(index);
  };
  return (
    <Menu
      align="end"
      label={`Column actions: ${name}`}
      trigger={(props) => (
        <IconButton ref={buttonRef} label={`Column actions: ${name}`} data-column-menu="" {...props}>
          <MoreIcon />
        </IconButton>
      )}
    >
      {column.kind === 'persona' && (
        <MenuItem onSelect={() => openPicker({ replace: index, opener: buttonRef.current })}>Replace…</MenuItem>
      )}
      <MenuItem onSelect={() => openArrange({ kind: 'edit', index, opener: buttonRef.current })}>
        Model and settings…
      </MenuItem>
      <MenuItem
        disabled={columns.length >= MAX_COLUMNS}
        onSelect={() => openArrange({ kind: 'duplicate', index, opener: buttonRef.current })}
      >
        Duplicate with another model…
      </MenuItem>
      <MenuLine />
      <MenuItem disabled={index === 0} onSelect={() => actions.setColumns(swapped(columns, index, index - 1))}>
        Move left
      </MenuItem>
      <MenuItem
        disabled={index === columns.length - 1}
        onSelect={() => actions.setColumns(swapped(columns, index, index + 1))}
      >
        Move right
      </MenuItem>
      <MenuLine />
      <MenuItem disabled={columns.length === 1} onSelect={remove}>
        Remove
      </MenuItem>
    </Menu>
  );
}

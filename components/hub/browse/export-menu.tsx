'use client';

import { useState } from 'react';
import { type Scope, useHubActions } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { ChevronIcon } from '../../ui/icons.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { download, fileName } from '../download.ts';
import { faultText } from '../words.ts';

interface ExportMenuProps {
  readonly scope: Scope;
  /** The file is called so. */
  readonly name: string;
  readonly disabled?: boolean;
  readonly onSaid: (text: string) => void;
}

/** Rows as a file; source and licence travel in each row. */
export function ExportMenu({ scope, name, disabled = false, onSaid }: ExportMenuProps) {
  const actions = useHubActions();
  const [busy, setBusy] = useState(false);
  const write = async (format: 'jsonl' | 'parquet') => {
    setBusy(true);
    const made = await actions.exportRows(scope, format);
    setBusy(false);
    if (made.ok) download(made.value, fileName(name, format));
    onSaid(made.ok ? `${fileName(name, format)} is written; it names source and licence.` : faultText(made.fault));
  };
  return (
    <Menu
      label={`Export ${name}`}
      trigger={(props) => (
        <Button {...props} disabled={disabled || busy} aria-label={`Export ${name}`}>
          {busy ? 'Writing…' : 'Export'}
          <ChevronIcon className="size-3.5" />
        </Button>
      )}
    >
      <MenuItem onSelect={() => void write('jsonl')}>JSONL, one persona a line</MenuItem>
      <MenuItem onSelect={() => void write('parquet')}>Parquet, for tables</MenuItem>
    </Menu>
  );
}

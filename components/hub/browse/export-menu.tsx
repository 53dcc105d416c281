'use client';

import { useState } from 'react';
import { type RowFormat, type Scope, useHubActions } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { ChevronIcon } from '../../ui/icons.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { download, fileName } from '../download.ts';
import { faultText } from '../words.ts';

interface ExportMenuProps {
  readonly scope: Scope;
  /** The file is called so. */
  readonly name: string;
  readonly disabled?: boolean;
  readonly onSaid: (text: string) => void;
}

/** What a file is good for, or what the card is, in the order of the menu. */
const files: readonly { readonly format: RowFormat; readonly ending: string; readonly title: string }[] = [
  { format: 'jsonl', ending: 'jsonl', title: 'JSONL, one persona a line, for scripts' },
  { format: 'csv', ending: 'csv', title: 'CSV, for spreadsheets' },
  { format: 'parquet', ending: 'parquet', title: 'Parquet, for data frames' },
];
const cards: typeof files = [
  { format: 'card-md', ending: 'card.md', title: 'Data card: sources, licences, counts' },
  { format: 'card-json', ending: 'card.json', title: 'Data card as JSON' },
];

/** Writes rows, or their data card, to a file. */
export function useRowFiles(scope: Scope, name: string, onSaid: (text: string) => void) {
  const actions = useHubActions();
  const [busy, setBusy] = useState(false);
  const write = async (format: RowFormat, ending: string) => {
    setBusy(true);
    const made = await actions.exportRows(scope, format, name);
    setBusy(false);
    const file = fileName(name, ending);
    if (made.ok) download(made.value, file);
    onSaid(made.ok ? `${file} is written; it names source and licence.` : faultText(made.fault));
  };
  return { busy, write: (format: RowFormat, ending: string) => void write(format, ending) };
}

/** Entries of a menu that write rows and their data card. */
export function RowFileItems({ write }: { readonly write: (format: RowFormat, ending: string) => void }) {
  const item = ({ format, ending, title }: (typeof files)[number]) => (
    <MenuItem key={format} onSelect={() => write(format, ending)}>
      {title}
    </MenuItem>
  );
  return (
    <>
      {files.map(item)}
      <MenuLine />
      {cards.map(item)}
    </>
  );
}

/** Rows as a file; source and licence travel in each row, and in a data card beside it. */
export function ExportMenu({ scope, name, disabled = false, onSaid }: ExportMenuProps) {
  const { busy, write } = useRowFiles(scope, name, onSaid);
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
      <RowFileItems write={write} />
    </Menu>
  );
}

'use client';

import { usePathname, useRouter } from 'next/navigation';
import { type RefObject, useState } from 'react';
import { useShareActions } from '../../providers/share.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { readTyped, type Typed } from './typed.ts';
import { goToFragment, OPENED } from './use-fragment.ts';

interface OpenDialogProps {
  readonly onClose: () => void;
  readonly returnTo?: RefObject<HTMLElement | null>;
}

/** A link to paste, a file to choose or drop, or an address of a file. What it holds is shown before anything else. */
export function OpenDialog({ onClose, returnTo }: OpenDialogProps) {
  const actions = useShareActions();
  const router = useRouter();
  const path = usePathname();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const read = readTyped(typed);

  const show = (hash: string) => {
    onClose();
    // On Play the address alone changes, and Back leads back.
    if (path === '/') goToFragment(hash);
    else router.push(`/${hash}`);
  };
  const open = () => {
    if (read?.kind === 'link') show(read.fragment);
    else if (read?.kind === 'address') {
      actions.openAddress(read.url.href);
      show(OPENED);
    } else if (read) setProblem('That is longer than any link.');
    else setProblem('That is neither a link of this app nor an https address of a file.');
  };
  return (
    <Dialog
      title="Open a playground"
      description="From a link, a file or an address. You see what it is before anything changes."
      onClose={onClose}
      returnTo={returnTo}
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <div className="flex items-start gap-2">
          <TextField
            label="Link, or address of a file"
            data-autofocus=""
            value={typed}
            onChange={(text) => {
              setTyped(text);
              setProblem(null);
            }}
            problem={problem}
            hint={hintOf(read)}
            className="flex-1"
          />
          <Button type="submit" look="primary" className="mt-5 min-h-8.5" disabled={typed.trim() === ''}>
            {read?.kind === 'address' ? 'Fetch' : 'Open'}
          </Button>
        </div>
        <FileDrop
          title="A file"
          text="A .polyphony file, or answers that were exported: JSONL, CSV, Parquet, Markdown or HTML."
          label="Playground file"
          accept=".polyphony,.jsonl,.csv,.parquet,.md,.html"
          onFiles={([file]) => {
            if (!file) return;
            actions.openFile(file);
            show(OPENED);
          }}
        />
      </form>
    </Dialog>
  );
}

/** A request to somebody's server is named before it is made. */
function hintOf(read: Typed): string {
  if (read?.kind === 'link') return 'A link: nothing is fetched to read it.';
  if (read?.kind === 'address') return `${read.url.host} will see that you ask for this file.`;
  return 'A link is read here; an address is fetched when you press Fetch.';
}

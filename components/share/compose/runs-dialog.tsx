'use client';

import { type RefObject, useState } from 'react';
import type { RunId } from '../../../lib/model/ids.ts';
import { useShareActions } from '../../providers/share.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { plural } from '../../ui/format.ts';
import { FileNews, FileUse } from './file-news.tsx';
import { dayName } from './link.ts';
import { useFile } from './use-file.ts';

interface RunsDialogProps {
  readonly runs: readonly RunId[];
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Several runs travel in a file alone. */
export function RunsDialog({ runs, returnTo, onClose }: RunsDialogProps) {
  const actions = useShareActions();
  const [saved, save] = useFile();
  const [now] = useState(() => Date.now());
  return (
    <Dialog
      title={`Share ${plural(runs.length, 'run')}`}
      description="A link holds one run; several go into a file."
      returnTo={returnTo}
      onClose={onClose}
    >
      <div className="grid gap-3">
        <p className="text-ui">
          Whole runs: set-ups, personas as text, and every answer with earlier attempts, its model’s name and what it
          was made on. Never keys, addresses of servers or models’ files.
        </p>
        <div>
          <Button
            look="primary"
            data-autofocus=""
            disabled={saved.kind === 'packing'}
            onClick={() => save(dayName('Runs', now), () => actions.packRuns(runs))}
          >
            Download file
          </Button>
        </div>
        <FileUse />
        <FileNews saved={saved} />
      </div>
    </Dialog>
  );
}

'use client';

import { useState } from 'react';
import type { ShareSubject } from '../../../lib/model/share.ts';
import { useShareActions } from '../../providers/share.tsx';
import { Button } from '../../ui/button.tsx';
import { FileNews, FileUse } from './file-news.tsx';
import { shareFileName } from './link.ts';
import { useFile } from './use-file.ts';

/** The same as a file, of any length; of a run, the whole of it as well. */
export function FileWay({ subject }: { subject: ShareSubject }) {
  const actions = useShareActions();
  const [saved, save] = useFile();
  const [now] = useState(() => Date.now());
  const busy = saved.kind === 'packing';
  const name = shareFileName(subject, now);
  const { recording } = subject;
  return (
    <div className="grid gap-3">
      <p className="text-ui text-soft">What a link would carry, in a file, however much that is.</p>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={busy} onClick={() => save(name, () => actions.packFile(subject))}>
          Download file
        </Button>
        {recording && (
          <Button
            disabled={busy}
            title="With every answer and all earlier attempts; personas as text"
            onClick={() => save(name, () => actions.packRuns([recording.run.id]))}
          >
            The whole run
          </Button>
        )}
      </div>
      <FileUse />
      <FileNews saved={saved} />
    </div>
  );
}

'use client';

import type { Unsaved } from '../../providers/share.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** What is to be put on Play, and what stands there. */
export interface Asked {
  readonly what: 'play' | 'run';
  readonly unsaved: NonNullable<Unsaved>;
}

const texts: Readonly<Record<Asked['what'], Readonly<Record<Asked['unsaved'], string>>>> = {
  play: {
    writing:
      'Play is writing answers. They go on being written and are kept under Runs; the set-up on the screen is replaced.',
    draft: 'The set-up on Play was changed and not run since, so no run has it. It is replaced; Undo brings it back.',
  },
  run: {
    writing: 'Play is writing answers. They are stopped; what is written so far is kept under Runs.',
    draft: 'The set-up on Play was changed and not run since, so no run has it. It is replaced; Undo brings it back.',
  },
};

interface AskReplaceProps {
  readonly asked: Asked;
  readonly onReplace: () => void;
  readonly onClose: () => void;
}

/** Asks before unsaved work makes room. */
export function AskReplace({ asked, onReplace, onClose }: AskReplaceProps) {
  return (
    <Dialog title="Replace what is on Play?" onClose={onClose}>
      <p className="text-ui">{texts[asked.what][asked.unsaved]}</p>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button data-autofocus="" onClick={onClose}>
          Keep mine
        </Button>
        <Button look="primary" onClick={onReplace}>
          {asked.what === 'run' && asked.unsaved === 'writing' ? 'Stop and replace' : 'Replace'}
        </Button>
      </div>
    </Dialog>
  );
}

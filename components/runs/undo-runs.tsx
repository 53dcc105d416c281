'use client';

import { useRuns, useRunsActions } from '../providers/runs.tsx';
import { Button } from '../ui/button.tsx';
import { plural } from '../ui/format.ts';
import { toastLook } from '../ui/toasts.tsx';

/** Runs deleted a moment ago, with the way back, for as long as there is one. */
export function UndoRuns() {
  const undoable = useRuns((state) => state.undoable);
  const actions = useRunsActions();
  return undoable.map(({ id, runs }) => (
    <div key={id} className={toastLook}>
      <span className="min-w-0 break-words">
        {plural(runs.length, 'run')} {runs.length === 1 ? 'was' : 'were'} deleted.
      </span>
      <Button onClick={() => void actions.undoDelete(id)}>
        Undo<span className="sr-only"> deleting {plural(runs.length, 'run')}</span>
      </Button>
    </div>
  ));
}

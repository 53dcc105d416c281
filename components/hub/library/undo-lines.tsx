'use client';

import { useHub, useHubActions } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { toastLook } from '../../ui/toasts.tsx';

/** Collections deleted a moment ago, each with the way back, for as long as there is one. */
export function UndoLines() {
  const undoable = useHub((state) => state.undoable);
  const actions = useHubActions();
  return undoable.map(({ shard, name }) => (
    <div key={shard} className={toastLook}>
      <span className="min-w-0 break-words">{name} was deleted.</span>
      <Button onClick={() => void actions.restoreShard(shard)}>
        Undo<span className="sr-only"> deleting {name}</span>
      </Button>
    </div>
  ));
}

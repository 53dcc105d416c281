'use client';

import { useExperiment } from '../../providers/experiment.tsx';
import { Button } from '../../ui/button.tsx';
import { toastLook } from '../../ui/toasts.tsx';

/** Experiments deleted a moment ago, with the way back, for as long as there is one. */
export function UndoExperiments() {
  const experiment = useExperiment();
  if (!experiment) return null;
  const { state, actions } = experiment;
  return state.undoable.map(({ id, name }) => (
    <div key={id} className={toastLook}>
      <span className="min-w-0 break-words">{name} was deleted.</span>
      <Button onClick={() => void actions.undoRemove(id)}>
        Undo<span className="sr-only"> deleting {name}</span>
      </Button>
    </div>
  ));
}

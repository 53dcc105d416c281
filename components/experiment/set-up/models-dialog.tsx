'use client';

import type { RefObject } from 'react';
import { experimentRanges } from '../../../lib/arms/check.ts';
import { modelKey } from '../../../lib/model/catalogue.ts';
import type { ModelChoice } from '../../../lib/model/run.ts';
import { ModelList, ModelSummary } from '../../play/model-list.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { plural } from '../../ui/format.ts';

const MOST = experimentRanges.models.max;

interface ModelsDialogProps {
  readonly models: readonly ModelChoice[];
  readonly chosen: ModelChoice;
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onChange: (models: readonly ModelChoice[]) => void;
  readonly onClose: () => void;
}

/** One or several models, ticked; none ticked leaves it to the app's choice. */
export function ModelsDialog({ models, chosen, returnTo, onChange, onClose }: ModelsDialogProps) {
  const ticked = new Set(models.map(modelKey));
  const full = models.length >= MOST;
  return (
    <Dialog
      title="Models"
      description={`Every arm runs on each that is ticked, ${MOST} at most. None ticked takes ${chosen.name}, as chosen in the app.`}
      returnTo={returnTo}
      onClose={onClose}
      wide
    >
      <ModelList>
        {({ choice, ...entry }) => {
          const key = modelKey(choice);
          const on = ticked.has(key);
          return (
            <label className="flex min-h-12 items-center gap-2.5 px-3 py-1.5 hover:bg-wash has-checked:bg-accent-wash">
              <input
                type="checkbox"
                className="size-4 shrink-0"
                checked={on}
                disabled={!on && full}
                onChange={() => onChange(on ? models.filter((model) => modelKey(model) !== key) : [...models, choice])}
              />
              <ModelSummary entry={{ choice, ...entry }} />
            </label>
          );
        }}
      </ModelList>
      <div className="mt-3 flex items-center gap-3 border-t border-line pt-3">
        <p role="status" className="min-w-0 flex-1 text-ui text-soft">
          {models.length === 0 ? `As chosen in the app: ${chosen.name}.` : `${plural(models.length, 'model')} ticked.`}
        </p>
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}

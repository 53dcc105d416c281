'use client';

import { lazy, Suspense, useRef, useState } from 'react';
import { modelKey } from '../../../lib/model/catalogue.ts';
import type { ModelChoice } from '../../../lib/model/run.ts';
import { Button } from '../../ui/button.tsx';

const ModelsDialog = lazy(() => import('./models-dialog.tsx').then((module) => ({ default: module.ModelsDialog })));

interface ModelsFieldProps {
  /** Empty takes the one that is chosen in the app. */
  readonly models: readonly ModelChoice[];
  readonly chosen: ModelChoice;
  readonly onChange: (models: readonly ModelChoice[]) => void;
}

/** Which models answer. */
export function ModelsField({ models, chosen, onChange }: ModelsFieldProps) {
  const [choosing, setChoosing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <ul className="min-h-8.5 min-w-0 flex-1 basis-64 text-ui">
        {models.length === 0 ? (
          <li>
            {chosen.name} <span className="text-small text-soft">as chosen in the app</span>
          </li>
        ) : (
          models.map((model) => <li key={modelKey(model)}>{model.name}</li>)
        )}
      </ul>
      <Button ref={opener} onClick={() => setChoosing(true)}>
        Choose models…
      </Button>
      {choosing && (
        <Suspense>
          <ModelsDialog
            models={models}
            chosen={chosen}
            returnTo={opener}
            onChange={onChange}
            onClose={() => setChoosing(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

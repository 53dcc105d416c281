'use client';

import { fits } from '../../lib/catalogue/fits.ts';
import { modelKey } from '../../lib/model/catalogue.ts';
import { useModels, useModelsActions } from '../providers/models.tsx';
import { cx } from '../ui/cx.ts';
import { engineNames, statusWords } from './model-words.ts';
import { isBlocked, isUsable } from './readiness.ts';
import { statusOf } from './use-model.ts';

/** Models that a run may take at once, as one choice; hidden while there is only one. */
export function ModelSwitch() {
  const entries = useModels((state) => state.entries);
  const status = useModels((state) => state.status);
  const offer = useModels((state) => state.offer);
  const chosen = useModels((state) => state.chosen);
  const device = useModels((state) => state.device);
  const actions = useModelsActions();
  const usable = entries.filter((entry) => {
    const key = modelKey(entry.choice);
    return key === chosen || (isUsable(entry, statusOf(status, key), offer) && !isBlocked(entry, fits(entry, device)));
  });
  if (usable.length < 2) return null;
  return (
    <fieldset className="min-w-0 border-t border-line pt-3">
      <legend className="float-left mb-1 w-full text-ui font-semibold">New runs use</legend>
      <div className="clear-both grid gap-0.5">
        {usable.map((entry) => {
          const key = modelKey(entry.choice);
          const [words] = statusWords(entry, statusOf(status, key), offer);
          return (
            <label
              key={key}
              className={cx(
                'flex min-h-8 items-center gap-2.5 rounded-small px-2 text-ui hover:bg-wash',
                key === chosen && 'bg-accent-wash',
              )}
            >
              <input
                type="radio"
                name="chosen-model"
                className="size-4 shrink-0"
                checked={key === chosen}
                onChange={() => actions.choose(key)}
              />
              <span className="min-w-0 flex-1 truncate">{entry.choice.name}</span>
              <span className="text-small whitespace-nowrap text-soft">
                {engineNames[entry.choice.engine]} · {words}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

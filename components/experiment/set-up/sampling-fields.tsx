'use client';

import type { ExperimentSettings } from '../../../lib/model/experiment.ts';
import type { TaskId } from '../../../lib/model/run.ts';
import { defaultSettings, settingRanges } from '../../../lib/model/settings.ts';
import { tasks } from '../../../lib/prompt/index.ts';
import { settingTexts } from '../../play/setting-texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { DiceIcon } from '../../ui/icons.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { rollSeed } from '../../ui/roll-seed.ts';

const names = ['temperature', 'topP', 'maxTokens', 'topK', 'minP', 'repetitionPenalty', 'seed'] as const;

interface SamplingFieldsProps {
  readonly settings: ExperimentSettings;
  readonly task: TaskId;
  readonly onChange: (settings: ExperimentSettings) => void;
}

/** Temperature, seed and the like of the whole experiment. */
export function SamplingFields({ settings, task, onChange }: SamplingFieldsProps) {
  const { maxTokens, repetitionPenalty } = tasks[task];
  const initial = { ...defaultSettings, maxTokens, repetitionPenalty };
  return (
    <div role="group" aria-label="Sampling settings" className="flex flex-wrap items-end gap-x-3 gap-y-2">
      {names.map((name) => {
        const set = (value: number) => onChange({ ...settings, [name]: value });
        return (
          <NumberField
            key={name}
            {...settingTexts[name]}
            width="w-29"
            value={settings[name]}
            range={settingRanges[name]}
            initial={initial[name]}
            onChange={set}
            after={
              name === 'seed' && (
                <IconButton label="Roll a new seed" onClick={() => set(rollSeed())}>
                  <DiceIcon />
                </IconButton>
              )
            }
          />
        );
      })}
    </div>
  );
}

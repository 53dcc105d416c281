'use client';

import { modelKey } from '../../lib/model/catalogue.ts';
import type { ColumnSettings, ModelChoice, Settings } from '../../lib/model/run.ts';
import { settingRanges } from '../../lib/model/settings.ts';
import { columnSettingNames } from '../../lib/prompt/index.ts';
import { engineNames } from '../models/model-words.ts';
import { usePlay } from '../providers/play.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { settingName, settingTexts } from './setting-texts.ts';

interface OwnSettingsProps {
  readonly own: Partial<ColumnSettings> | null;
  readonly ofRun: Settings;
  readonly model: ModelChoice;
  readonly onChange: (own: Partial<ColumnSettings>) => void;
}

/** What a column sets for itself; each field goes back to the run's value with its reset. */
export function OwnSettings({ own, ofRun, model, onChange }: OwnSettingsProps) {
  const heeded = usePlay((state) => state.engines.get(modelKey(model))?.info?.abilities.sampling ?? null);
  const idle = heeded === null ? [] : columnSettingNames.filter((name) => !heeded.includes(name));
  return (
    <div role="group" aria-label="Settings of this column">
      <h3 className="mb-1 text-ui font-semibold">Settings</h3>
      <div className="grid grid-cols-2 gap-x-4 gap-y-2">
        {columnSettingNames.map((name) => {
          const value = own?.[name];
          return (
            <div key={name}>
              <NumberField
                {...settingTexts[name]}
                value={value ?? ofRun[name]}
                range={settingRanges[name]}
                initial={ofRun[name]}
                width="w-full"
                onChange={(next) => onChange({ ...own, [name]: next })}
              />
              <p className="mt-0.5 text-small text-faint">
                {value === undefined || value === ofRun[name] ? 'as the run' : `the run has ${ofRun[name]}`}
              </p>
            </div>
          );
        })}
      </div>
      {idle.length > 0 && (
        <p className="mt-2 text-small text-soft">
          {engineNames[model.engine]} does not heed {idle.map(settingName).join(', ')}.
        </p>
      )}
    </div>
  );
}

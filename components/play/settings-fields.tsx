'use client';

import type { Settings } from '../../lib/model/run.ts';
import { defaultSettings, settingRanges } from '../../lib/model/settings.ts';
import { usePlay, usePlayActions } from '../providers/play.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { ChevronIcon, DiceIcon } from '../ui/icons.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Popover } from '../ui/popover.tsx';
import { rollSeed } from '../ui/roll-seed.ts';
import { settingTexts } from './setting-texts.ts';

const widths: Readonly<Record<keyof Settings, string>> = {
  temperature: 'w-25.5',
  topP: 'w-19',
  maxTokens: 'w-24.5',
  repeats: 'w-20',
  seed: 'w-29',
  topK: 'w-full',
  minP: 'w-full',
  repetitionPenalty: 'w-full',
};

function Field({ name }: { name: keyof Settings }) {
  const settings = usePlay((state) => state.settings);
  const restored = usePlay((state) => state.restored);
  const actions = usePlayActions();
  const set = (value: number) => actions.setSettings({ ...settings, [name]: value });
  return (
    <NumberField
      {...settingTexts[name]}
      width={widths[name]}
      value={settings[name]}
      range={settingRanges[name]}
      initial={defaultSettings[name]}
      disabled={!restored}
      onChange={set}
      after={
        name === 'seed' && (
          <IconButton label="Roll a new seed" disabled={!restored} onClick={() => set(rollSeed())}>
            <DiceIcon />
          </IconButton>
        )
      }
    />
  );
}

const more = ['topK', 'minP', 'repetitionPenalty'] as const;

export function SettingsFields() {
  const changed = usePlay((state) => more.filter((name) => state.settings[name] !== defaultSettings[name]).length);
  const restored = usePlay((state) => state.restored);
  return (
    <div role="group" aria-label="Sampling settings" className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <Field name="temperature" />
      <Field name="topP" />
      <Field name="maxTokens" />
      <Field name="repeats" />
      <Field name="seed" />
      <Popover
        label="More sampling settings"
        className="p-4"
        trigger={(props) => (
          <Button className="h-8.5" disabled={!restored} {...props}>
            More{changed > 0 && ` (${changed} changed)`}
            <ChevronIcon className="size-4 text-soft" />
          </Button>
        )}
      >
        <div className="grid w-52 gap-3">
          {more.map((name) => (
            <div key={name}>
              <Field name={name} />
              <p aria-hidden="true" className="mt-1 text-small text-soft">
                {settingTexts[name].hint}
              </p>
            </div>
          ))}
        </div>
      </Popover>
    </div>
  );
}

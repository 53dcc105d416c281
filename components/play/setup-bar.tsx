'use client';

import { useId, useState } from 'react';
import { tasks } from '../../lib/prompt/index.ts';
import { usePlay } from '../providers/play.tsx';
import { cx } from '../ui/cx.ts';
import { ChevronIcon } from '../ui/icons.tsx';
import { JsonField } from './json-field.tsx';
import { OwnTemplate } from './own-template.tsx';
import { SettingsFields } from './settings-fields.tsx';
import { ShotsField } from './shots-field.tsx';
import { TaskMenu } from './task-menu.tsx';

/** What a closed set-up still tells on a narrow screen. */
function Summary() {
  const task = usePlay((state) => state.task);
  const settings = usePlay((state) => state.settings);
  return (
    <span className="truncate text-small text-soft tabular-nums">
      {tasks[task.id].name} · temperature {settings.temperature} · {settings.maxTokens} tokens · seed {settings.seed}
    </span>
  );
}

export function SetupBar() {
  const own = usePlay((state) => state.task.id === 'own');
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <section aria-labelledby={`${id}-title`} className="border-b border-line px-4 wide:px-6">
      <h2 id={`${id}-title`} className="sr-only">
        Set-up
      </h2>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 w-full items-center gap-2 text-left wide:hidden"
      >
        <span className="shrink-0 text-ui font-semibold">Set-up</span>
        <Summary />
        <ChevronIcon className={cx('ml-auto size-4 shrink-0 text-soft', open && 'rotate-180')} />
      </button>
      <div id={id} className={cx('pb-3 wide:block wide:pt-2.5', !open && 'hidden')}>
        <div className="flex flex-wrap items-end gap-x-5 gap-y-3">
          <TaskMenu />
          <ShotsField />
          <JsonField />
          <SettingsFields />
        </div>
        {own && <OwnTemplate />}
      </div>
    </section>
  );
}

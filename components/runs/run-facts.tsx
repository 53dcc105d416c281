'use client';

import { columnSettingNames, modelOf, tasks } from '../../lib/prompt/index.ts';
import { settingName } from '../play/setting-texts.ts';
import type { RunView } from '../providers/runs.tsx';
import { Fact } from '../ui/fact.tsx';
import { environmentText } from '../share/open/words.ts';
import { formatBytes, plural } from '../ui/format.ts';
import { devicesText, ratesText } from './made-on.ts';
import { answersText, repetitionDetail } from './words.ts';

const shotsText = {
  zero: 'no examples',
  few: 'examples without personas',
  'persona-few': 'examples with their personas',
} as const;

/** What the whole run was made with, and what came of it. */
export function RunFacts({ view: { run, answers, repetition } }: { view: RunView }) {
  const { task, columns, settings } = run.spec;
  const models = new Set(columns.map((column) => modelOf(run.spec, column).name));
  const attempts = answers === null ? 0 : answers.attempts.length - answers.cells.length;
  const cells = answers?.cells ?? [];
  const environment = environmentText(run.environment ?? null);
  const devices = devicesText(cells);
  const rates = ratesText(cells);
  return (
    <dl className="grid gap-x-6 gap-y-1 text-ui tabular-nums wide:grid-cols-[auto_1fr]">
      <Fact term="Task">
        {tasks[task.id].name}, {task.id === 'own' ? 'your template' : shotsText[task.shots]}
      </Fact>
      <Fact term={models.size === 1 ? 'Model' : 'Models'}>{[...models].join(', ')}</Fact>
      <Fact term="Settings">
        {columnSettingNames.map((name) => `${settingName(name)} ${settings[name]}`).join(', ')}
      </Fact>
      <Fact term="Seed">{settings.seed}</Fact>
      <Fact term="Answers">
        {answers === null
          ? 'reading…'
          : `${answersText(answers)}${attempts > 0 ? `; ${plural(attempts, 'earlier attempt')}` : ''}`}
      </Fact>
      {environment !== null && (
        <Fact term="Made in">
          <bdi>{environment}</bdi>
          {run.environment && `, Polyphony ${run.environment.app}`}
        </Fact>
      )}
      {devices !== '' && (
        <Fact term="Computed on">
          <bdi>{devices}</bdi>
        </Fact>
      )}
      {rates !== '' && <Fact term={run.recorded ? 'Speed as recorded' : 'Speed'}>{rates}</Fact>}
      <Fact term="Repetition">
        {repetition === null
          ? 'not measured yet'
          : repetition.texts < 2
            ? 'fewer than two answers to compare'
            : `${repetitionDetail(repetition)} share at least 0.7 of their words with an earlier one`}
      </Fact>
      <Fact term="Storage">{answers === null ? 'reading…' : `about ${formatBytes(answers.bytes)}`}</Fact>
    </dl>
  );
}

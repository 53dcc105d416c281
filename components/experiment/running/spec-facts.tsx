'use client';

import { armFacts } from '../../../lib/arms/facts.ts';
import { solvesOf } from '../../../lib/arms/plan.ts';
import { type Experiment, SOLVED } from '../../../lib/model/experiment.ts';
import { tasks } from '../../../lib/prompt/index.ts';
import { settingName } from '../../play/setting-texts.ts';
import { momentText } from '../../runs/words.ts';
import { environmentText } from '../../share/open/words.ts';
import { Fact } from '../../ui/fact.tsx';
import { plural } from '../../ui/format.ts';

const shotsText = {
  zero: 'no examples',
  few: 'examples without personas',
  'persona-few': 'examples with their personas',
} as const;

const settingNames = ['temperature', 'topP', 'topK', 'minP', 'repetitionPenalty', 'maxTokens'] as const;

/** What the experiment was set up with; nothing of it changes any more but the number of answers. */
export function SpecFacts({ experiment }: { experiment: Experiment }) {
  const { spec } = experiment;
  const { task, settings, draw, one, hand } = spec;
  const needs = new Set(spec.arms.map(({ kind }) => armFacts[kind].needs));
  const solves = solvesOf(spec);
  const environment = environmentText(experiment.environment);
  return (
    <section aria-labelledby="spec-facts">
      <h3 id="spec-facts" className="mb-1 text-ui font-semibold">
        Set-up
      </h3>
      <dl className="grid gap-x-6 gap-y-1 text-ui tabular-nums wide:grid-cols-[auto_minmax(0,1fr)]">
        <Fact term="Task">
          {tasks[task.id].name}, {task.id === 'own' ? 'your template' : shotsText[task.shots]}
          {task.schema !== null && ', held to JSON'}
        </Fact>
        <Fact term={spec.models.length === 1 ? 'Model' : 'Models'}>
          {spec.models.map((model) => model.name).join(', ')}
        </Fact>
        <Fact term="Answers for each arm">
          {spec.n}
          {solves > 0 && `; the first ${Math.min(SOLVED, spec.n)} problems are solved ${plural(solves, 'time')} each`}
        </Fact>
        <Fact term="Sampling">{settingNames.map((name) => `${settingName(name)} ${settings[name]}`).join(', ')}</Fact>
        <Fact term="Seed">{settings.seed}</Fact>
        {draw && (
          <Fact term="Personas">
            {draw.recipe}. Licence: {draw.licence ?? 'unknown'}.
          </Fact>
        )}
        {needs.has('one') && one && <Fact term="One persona">{one.text}</Fact>}
        {needs.has('hand') && <Fact term="Hand-written set">{plural(hand.length, 'persona')}</Fact>}
        <Fact term="Set up">{momentText(experiment.createdAt)}</Fact>
        {environment !== null && (
          <Fact term="Made in">
            <bdi>{environment}</bdi>, Polyphony {experiment.environment.app}
          </Fact>
        )}
      </dl>
    </section>
  );
}

'use client';

import { useMemo, useState } from 'react';
import { armFacts, armLabel } from '../../../lib/arms/facts.ts';
import { requestOf, solvesOf, trialId, trialSeed } from '../../../lib/arms/plan.ts';
import { type ArmId, SOLVED, type Trial, type TrialPlace } from '../../../lib/model/experiment.ts';
import { faultText } from '../../hub/words.ts';
import type { ExperimentActions, OpenExperiment } from '../../providers/experiment.tsx';
import { plural } from '../../ui/format.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { PromptView } from '../prompt-view.tsx';
import { SamplingLine } from '../sampling-line.tsx';

interface PromptsPanelProps {
  readonly open: OpenExperiment;
  readonly actions: ExperimentActions;
  /** Another object each time that a call is asked for. */
  readonly asked: { readonly place: TrialPlace } | null;
}

const ANSWER = 'answer';

/** Every request of the experiment, as it was or will be asked, with what came of it. */
export function PromptsPanel({ open, actions, asked }: PromptsPanelProps) {
  const { spec } = open.experiment;
  const [taken, setTaken] = useState(asked);
  const [place, setPlace] = useState<TrialPlace | null>(asked?.place ?? null);
  if (taken !== asked) {
    setTaken(asked);
    if (asked) setPlace(asked.place);
  }
  const [first] = spec.arms;
  const arm = spec.arms.find(({ id }) => id === place?.arm) ?? first;
  const model = spec.models[place?.model ?? 0] ?? spec.models[0];
  if (!arm || !model) return null;
  const shown: TrialPlace = {
    arm: arm.id,
    model: place?.model ?? 0,
    index: Math.min(place?.index ?? 0, spec.n - 1),
    solve: place?.solve ?? null,
  };
  const solves = shown.index < SOLVED ? solvesOf(spec) : 0;
  const set = (part: Partial<TrialPlace>) => setPlace({ ...shown, ...part });
  const setIndex = (index: number) => set({ index, solve: index < SOLVED ? shown.solve : null });
  // What one request of verbalized sampling asks for has one prompt.
  const request = shown.solve === null ? requestOf(arm, shown) : shown;
  return (
    <div className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <SelectField
          label="Arm"
          value={arm.id}
          options={spec.arms.map((one) => ({ value: one.id, label: armLabel(spec, one) }))}
          onChange={(id: ArmId) => set({ arm: id })}
          className="w-64 max-w-full"
        />
        {spec.models.length > 1 && (
          <SelectField
            label="Model"
            value={String(shown.model)}
            options={spec.models.map(({ name }, index) => ({ value: String(index), label: name }))}
            onChange={(index) => set({ model: Number(index) })}
            className="w-64 max-w-full"
          />
        )}
        <NumberField
          label="Answer"
          hint="Which of the arm’s answers."
          value={shown.index + 1}
          range={{ min: 1, max: spec.n, step: 1 }}
          initial={null}
          onChange={(number) => setIndex(number - 1)}
        />
        {solves > 0 && (
          <SelectField
            label="Call"
            value={shown.solve === null ? ANSWER : String(shown.solve)}
            options={[
              { value: ANSWER, label: 'The problem' },
              ...Array.from({ length: solves }, (_, solve) => ({
                value: String(solve),
                label: `Solution ${solve + 1}`,
              })),
            ]}
            onChange={(value) => set({ solve: value === ANSWER ? null : Number(value) })}
            className="w-40"
          />
        )}
      </div>
      <p className="max-w-prose text-small text-soft">{armFacts[arm.kind].description}</p>
      {arm.kind === 'not-these' && (
        <p className="max-w-prose text-small text-soft">
          The list is of what has ended by now: earlier answers that are still to come, or were asked again later, make
          it another one.
        </p>
      )}
      <div>
        <SamplingLine settings={spec.settings} arm={arm} solves={request.solve !== null} />
        <p className="text-small text-soft tabular-nums">
          Seed {trialSeed(spec.settings.seed, request)}, made from the experiment’s seed {spec.settings.seed} and the
          answer’s number: the same in all arms.
        </p>
      </div>
      <Asked open={open} place={request} actions={actions} />
      <Answered trial={open.trials.get(trialId(open.experiment.id, request))} />
    </div>
  );
}

interface AskedProps {
  readonly open: OpenExperiment;
  readonly place: TrialPlace;
  readonly actions: ExperimentActions;
}

function Asked({ open: { experiment, trials }, place, actions }: AskedProps) {
  const { arm, model, index, solve } = place;
  // A request may rest on earlier answers, so it is made again when there are more.
  const prompt = useMemo(
    () => ({ trials, made: actions.promptOf({ arm, model, index, solve }) }),
    [actions, arm, model, index, solve, trials],
  ).made;
  const by = experiment.spec.models[model] ?? experiment.spec.models[0];
  if (prompt.ok && by) return <PromptView prompt={prompt.value} model={by} />;
  return <p className="text-ui text-soft">{prompt.ok ? '' : faultText(prompt.fault)}</p>;
}

function Answered({ trial }: { trial: Trial | undefined }) {
  const box =
    'mt-1 min-h-24 rounded-small border border-line px-3 py-2 text-ui leading-6 whitespace-pre-wrap break-words';
  return (
    <section aria-label="What came of it" className="min-w-0">
      <h3 className="text-ui font-semibold">What came of it</h3>
      {trial === undefined ? (
        <p className={`${box} text-soft`}>Not asked yet.</p>
      ) : (
        <>
          <p className={box}>{trial.text}</p>
          <p className="mt-1 text-small text-soft tabular-nums">{endText(trial)}</p>
        </>
      )}
    </section>
  );
}

function endText({ state, fault, finish, usage, tokens, by }: Trial): string {
  const count = usage?.completionTokens ?? tokens;
  const end =
    state === 'failed'
      ? `failed: ${fault?.message ?? 'no reason was given'}`
      : state === 'running'
        ? 'being written'
        : finish === 'length' || finish === 'context'
          ? 'cut off'
          : 'ended by itself';
  return [end, count !== null && plural(count, 'token'), by.name].filter(Boolean).join(' · ');
}

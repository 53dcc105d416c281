'use client';

import { useMemo } from 'react';
import { armFacts } from '../../../lib/arms/facts.ts';
import { useDraftModel } from '../../play/use-draft.ts';
import type { ExperimentActions, ExperimentState } from '../../providers/experiment.tsx';
import { ArmsTable } from './arms-table.tsx';
import { BeginBar } from './begin-bar.tsx';
import { CountFields } from './count-fields.tsx';
import { HandSet } from './hand-set.tsx';
import { HubFields } from './hub-fields.tsx';
import { ModelsField } from './models-field.tsx';
import { OnePersona } from './one-persona.tsx';
import { SamplingFields } from './sampling-fields.tsx';
import { SetUpSection } from './section.tsx';
import { TaskFields } from './task-fields.tsx';

interface SetUpProps {
  readonly state: ExperimentState;
  readonly actions: ExperimentActions;
}

/** What the next experiment asks, of whom and how often. Every change is kept at once. */
export function SetUp({ state, actions }: SetUpProps) {
  const { draft } = state;
  const chosen = useDraftModel();
  const models = useMemo(() => (draft.models.length === 0 ? [chosen] : draft.models), [draft.models, chosen]);
  const needs = new Set(draft.arms.map(({ kind }) => armFacts[kind].needs));
  const { setDraft } = actions;
  return (
    <section aria-labelledby="set-up-title" className="min-w-0">
      <h2 id="set-up-title" tabIndex={-1} className="mb-2 text-title font-semibold outline-none">
        New experiment
      </h2>
      <SetUpSection id="set-up-task" title="Task" hint="What every arm is asked for.">
        <TaskFields task={draft.task} onChange={(task) => setDraft({ task })} />
      </SetUpSection>
      <SetUpSection
        id="set-up-arms"
        title="Arms"
        hint="Ways of asking, compared at the same number of answers, with the same seeds."
      >
        <ArmsTable draft={draft} models={models} actions={actions} />
      </SetUpSection>
      {needs.has('hub') && (
        <SetUpSection
          id="set-up-hub"
          title="Personas of the hub"
          hint="One for each answer, drawn when the experiment begins."
        >
          <HubFields draw={draft.draw} n={draft.n} onChange={(draw) => setDraft({ draw })} />
        </SetUpSection>
      )}
      {needs.has('one') && (
        <SetUpSection id="set-up-one" title="The one persona" hint="Stands in every request of its arm.">
          <OnePersona persona={draft.one} onChange={(one) => setDraft({ one })} />
        </SetUpSection>
      )}
      {needs.has('hand') && (
        <SetUpSection id="set-up-hand" title="Hand-written set" hint="Taken in turn. Change them as you like.">
          <HandSet hand={draft.hand} onChange={(hand) => setDraft({ hand })} />
        </SetUpSection>
      )}
      <SetUpSection id="set-up-count" title="How many" hint="More answers tell smaller differences apart.">
        <CountFields draft={draft} onChange={setDraft} />
      </SetUpSection>
      <SetUpSection id="set-up-models" title="Models" hint="Every arm runs on each of them.">
        <ModelsField models={draft.models} chosen={chosen} onChange={(next) => setDraft({ models: next })} />
      </SetUpSection>
      <SetUpSection id="set-up-sampling" title="Sampling" hint="For all arms that set nothing of their own.">
        <SamplingFields
          settings={draft.settings}
          task={draft.task.id}
          onChange={(settings) => setDraft({ settings })}
        />
      </SetUpSection>
      <BeginBar state={state} models={models} actions={actions} />
    </section>
  );
}

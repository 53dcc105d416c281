import type { AnalysisAsk, AnalysisWorld } from '../../lib/analysis/analyse.ts';
import type { ArmId, Experiment, ExperimentId, Trial, TrialPlace } from '../../lib/model/experiment.ts';
import type { ExperimentResult } from '../../lib/model/experiment-result.ts';
import type { PersonaId, Seed } from '../../lib/model/ids.ts';
import type { Persona } from '../../lib/model/persona.ts';
import type { ModelChoice } from '../../lib/model/run.ts';
import { defaultSettings } from '../../lib/model/settings.ts';
import { planTrials, trialId } from '../../lib/arms/plan.ts';
import { chooseTask } from '../../lib/prompt/tasks.ts';
import type { MeasureAsk } from '../../lib/protocol/measure.ts';

const model: ModelChoice = { engine: 'scripted', model: 'm', name: 'M' };
const { temperature, topP, topK, minP, repetitionPenalty, maxTokens, seed } = defaultSettings;
const jobs = ['baker', 'nurse', 'tailor', 'miller', 'pilot', 'weaver', 'painter', 'fisher'];
const personas = jobs.map((job, i): Persona => {
  return { id: `PERSONA${i}` as PersonaId, text: `A ${job} in Porto who sings`, labels: {}, shard: null };
});

/** Eight answers without a persona and eight with one, all of them problems in their form. */
export function smallAsk(meaning: boolean): MeasureAsk {
  const experiment: Experiment = {
    version: 1,
    id: 'e' as ExperimentId,
    createdAt: 1,
    name: 'Small',
    environment: { app: '0', browser: 'None', platform: 'None', cores: 2, memoryGiB: null, language: 'en' } as never,
    blind: [],
    reproduces: null,
    recorded: false,
    spec: {
      version: 1,
      task: chooseTask('math'),
      settings: { temperature, topP, topK, minP, repetitionPenalty, maxTokens, seed },
      models: [model],
      arms: [
        { id: 'control' as ArmId, kind: 'control', temperature: null, maxWords: null },
        { id: 'hub' as ArmId, kind: 'hub', temperature: null, maxWords: null },
      ],
      n: jobs.length,
      hub: personas,
      draw: null,
      one: null,
      hand: [],
      solves: 0,
    },
  };
  return { experiment, trials: planTrials(experiment.spec).map((place) => trial(experiment, place)), meaning };
}

function trial({ id, spec }: Experiment, place: TrialPlace): Trial {
  const who = place.arm === 'hub' ? jobs[place.index] : 'farmer';
  return {
    ...place,
    version: 1,
    id: trialId(id, place),
    experiment: id,
    seed: (place.index + 1) as Seed,
    state: 'done',
    text: `Math problem: A ${who ?? ''} in Porto sells ${place.index + 2} things for 3 coins each. How many coins is that?`,
    tokens: 20,
    finish: 'end',
    usage: null,
    fault: null,
    by: spec.models[0] ?? model,
    on: null,
    updatedAt: 1,
  };
}

/** Stands for the analysis where only the way to it is tested: tells a stage, asks the encoder and lets messages in. */
export async function quickAnalysis({ app, at }: AnalysisAsk, world: AnalysisWorld): Promise<ExperimentResult> {
  world.progress('embedding', 0, 1);
  await world.encoder?.embed(['A text'], world.signal);
  await world.breathe();
  world.signal.throwIfAborted();
  const none = { groups: [], comparisons: [], aa: [], verdicts: [], samples: [] };
  return {
    version: 1,
    app,
    at,
    budget: 20,
    encoder: world.encoder?.name ?? null,
    rounds: 1,
    minimumPairs: 1,
    ...none,
  };
}

import { endedBy } from '../arms/answers.ts';
import { armLabel } from '../arms/facts.ts';
import { solvesOf } from '../arms/plan.ts';
import { jobOfTrial } from '../arms/prompts.ts';
import { FaultError } from '../model/fault.ts';
import type { ArmId, Trial, TrialPlace } from '../model/experiment.ts';
import type { ChatPrompt, GenerateJob } from '../model/job.ts';
import type { Block } from './document.ts';
import type { KeptExperiment } from './report-json.ts';

/** The exact request of one answer of each arm, and of a solution where problems are solved. */
export function promptBlocks({ experiment, trials }: KeptExperiment): readonly Block[] {
  const { spec } = experiment;
  const ended = endedBy(trials);
  const ask = (place: TrialPlace): GenerateJob | null => {
    try {
      return jobOfTrial(spec, place, ended);
    } catch (thrown) {
      // Nothing was written that it could be made of.
      if (thrown instanceof FaultError) return null;
      throw thrown;
    }
  };
  const blocks = spec.arms.flatMap((arm) => {
    // The list of what was written grows, so the last request of that arm shows most of it.
    const index = arm.kind === 'not-these' ? lastIndex(trials, arm.id) : 0;
    const job = ask({ arm: arm.id, model: 0, index, solve: null });
    return job === null ? [] : [promptBlock(`${armLabel(spec, arm)}, answer ${index + 1}`, job)];
  });
  const [first] = spec.arms;
  const solve = first && solvesOf(spec) > 0 ? ask({ arm: first.id, model: 0, index: 0, solve: 0 }) : null;
  return solve === null ? blocks : [...blocks, promptBlock('A problem that is solved again', solve)];
}

function lastIndex(trials: readonly Trial[], arm: ArmId): number {
  const of = trials.filter((trial) => trial.arm === arm && trial.model === 0 && trial.solve === null);
  return of.reduce((last, { index }) => Math.max(last, index), 0);
}

function promptBlock(title: string, { prompt, sampling }: GenerateJob): Block {
  const note = `Temperature ${sampling.temperature}, at most ${sampling.maxTokens} tokens, seed ${sampling.seed}.`;
  return { kind: 'text', title, text: chatText(prompt), note };
}

function chatText({ messages, answerPrefix }: ChatPrompt): string {
  const turns = messages.map(({ role, content }) => `[${role}]\n${content}`);
  return [...turns, ...(answerPrefix === '' ? [] : [`[assistant, begun]\n${answerPrefix}`])].join('\n\n');
}

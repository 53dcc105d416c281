import type { Arm, ExperimentSpec, Trial, TrialPlace } from '../model/experiment.ts';
import { badInput } from '../model/fault.ts';
import type { JobId } from '../model/ids.ts';
import type { ChatPrompt, GenerateJob, JobFormat } from '../model/job.ts';
import { buildPrompt } from '../prompt/build.ts';
import { formatOf, stopsOf } from '../prompt/schema.ts';
import { answerAt } from './answers.ts';
import { armFacts, temperatureOf } from './facts.ts';
import { LIST_STOPS, listPrompt, listTokens } from './list-prompt.ts';
import { openingOf } from './openings.ts';
import { personaOf } from './personas.ts';
import { armOf, dependsOn, placeKey, trialSeed } from './plan.ts';
import { SOLVE_TEMPERATURE, SOLVE_TOKENS, solvePrompt } from './solve-prompt.ts';

const TEXT: JobFormat = { kind: 'text' };

/**
 * What the engine is asked for a call. Everything but what the arm changes is as in the control: the same task, examples
 * and settings, the same seed for the same index. The job is named by its place; whoever runs it puts the experiment's
 * name in front.
 *
 * @param ended calls that have ended; those of `dependsOn` must have
 * @throws FaultError `bad-input` for a spec that `objectionTo` refuses, or a problem that was never written
 */
export function jobOfTrial(
  spec: ExperimentSpec,
  place: TrialPlace,
  ended: (place: TrialPlace) => Trial | undefined,
): GenerateJob {
  const { topP, topK, minP, repetitionPenalty, maxTokens, seed } = spec.settings;
  const arm = armOf(spec, place.arm);
  const base = { topP, topK, minP, repetitionPenalty, seed: trialSeed(seed, place) };
  const id = placeKey(place) as JobId;
  if (place.solve !== null) {
    const problem = answerAt(spec, place, ended);
    if (problem === null) throw badInput('There is no problem to solve: its answer failed or could not be read.');
    const sampling = { ...base, temperature: SOLVE_TEMPERATURE, maxTokens: SOLVE_TOKENS, stop: [] };
    return { id, prompt: solvePrompt(spec.task, problem.text), sampling, format: TEXT };
  }
  const temperature = temperatureOf(spec, arm);
  const prompt = promptOf(spec, arm, place, ended);
  if (arm.kind === 'verbalized') {
    const sampling = { ...base, temperature, maxTokens: listTokens(maxTokens), stop: LIST_STOPS };
    return { id, prompt, sampling, format: TEXT };
  }
  const sampling = { ...base, temperature, maxTokens, stop: stopsOf(spec.task) };
  return { id, prompt, sampling, format: formatOf(spec.task) };
}

function promptOf(
  spec: ExperimentSpec,
  arm: Arm,
  place: TrialPlace,
  ended: (place: TrialPlace) => Trial | undefined,
): ChatPrompt {
  if (arm.kind === 'verbalized') return listPrompt(spec.task, arm.maxWords);
  const persona = personaOf(spec, place);
  if (persona === null && armFacts[arm.kind].needs !== null)
    throw badInput(`There is no persona for answer ${place.index + 1}.`);
  const plain = buildPrompt(spec.task, persona === null ? { kind: 'control' } : { kind: 'persona', persona });
  const capped = arm.maxWords === null ? plain : withSentence(plain, capSentence(arm.maxWords), spec.task.id === 'own');
  const written = dependsOn(spec, place).map((before) => ended(before));
  const openings = written.flatMap((trial) => (trial?.state === 'done' ? openingOf(trial.text, spec.task) : []));
  return openings.length === 0 ? capped : withEnd(capped, notThese(openings));
}

/** What a length-capped arm adds to the request. */
function capSentence(maxWords: number): string {
  return `Use at most ${maxWords} words.`;
}

function notThese(openings: readonly string[]): string {
  return `\nWrite something different from these:\n${openings.map((opening) => `- ${opening}`).join('\n')}`;
}

/**
 * Puts a sentence after the request's common part, so that a persona stays last. A template of the user's own says
 * where its persona goes, so there the sentence comes after everything.
 */
function withSentence(prompt: ChatPrompt, sentence: string, own: boolean): ChatPrompt {
  if (own) return withEnd(prompt, `\n${sentence}`);
  return changeLast(prompt, (content) => {
    const common = content.slice(0, prompt.sharedChars);
    return `${common} ${sentence}${content.slice(prompt.sharedChars)}`;
  });
}

function withEnd(prompt: ChatPrompt, end: string): ChatPrompt {
  return changeLast(prompt, (content) => content + end);
}

function changeLast(prompt: ChatPrompt, change: (content: string) => string): ChatPrompt {
  const last = prompt.messages.length - 1;
  const messages = prompt.messages.map((message, i) =>
    i === last ? { ...message, content: change(message.content) } : message,
  );
  return { ...prompt, messages };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseStarterFile } from '../../lib/personas/starter-file.ts';
import { normalisePersona, personaId } from '../../lib/personas/normalise.ts';
import type { RunId, ShardId } from '../../lib/model/ids.ts';
import type { GenerateJob } from '../../lib/model/job.ts';
import type { Column, RunSpec, Shots, TaskId } from '../../lib/model/run.ts';
import { defaultSettings } from '../../lib/model/settings.ts';
import { chatmlText, chooseTask, renderChatml, tasks } from '../../lib/prompt/index.ts';
import { jobOf, planCells } from '../../lib/run/plan.ts';
import { projectRoot } from '../../scripts/kit/process.mjs';

export interface Workload {
  readonly spec: RunSpec;
  /** What the app makes of the spec. */
  readonly jobs: readonly GenerateJob[];
  /** The same prompts in the model's own markup, for engines that are not ours. */
  readonly prompts: readonly string[];
}

const starter = parseStarterFile(readFileSync(join(projectRoot, 'public/personas/starter.json'), 'utf8')).personas;

/** Far from each other in the file, and so in kind. */
const STRIDE = 29;

function voice(index: number): Column {
  const { text, labels } = starter[(index * STRIDE) % starter.length] ?? { text: '', labels: {} };
  const normal = normalisePersona(text);
  return {
    kind: 'persona',
    persona: { id: personaId(normal), text: normal, labels, shard: 'starter' as ShardId },
    model: null,
    settings: null,
  };
}

export interface Asked {
  readonly task: TaskId;
  readonly columns: number;
  readonly maxTokens: number;
  readonly shots?: Shots;
  readonly template?: string;
  readonly seed?: number;
}

export function workload({ task, columns, maxTokens, shots, template, seed = 1 }: Asked): Workload {
  const choice = chooseTask(task);
  const spec: RunSpec = {
    version: 2,
    task: { ...choice, shots: shots ?? choice.shots, template: template ?? choice.template },
    columns: Array.from({ length: columns }, (_, index) => voice(index)),
    settings: {
      ...defaultSettings,
      temperature: 0.7,
      repetitionPenalty: tasks[task].repetitionPenalty,
      maxTokens,
      repeats: 1,
      seed,
    },
    model: { engine: 'chorus', model: 'smollm2-135m', name: 'SmolLM2 135M Instruct' },
  };
  const run = { version: 2 as const, id: 'bench' as RunId, createdAt: 0, spec };
  const jobs = planCells(run, 0, 1).map((cell) => jobOf(spec, cell));
  return { spec, jobs, prompts: jobs.map(({ prompt }) => chatmlText(renderChatml(prompt).segments)) };
}

/** Answers that go on to the end of their tokens, so that all rows are decoding at once for most of the time. */
export function storyWorkload(columns: number, maxTokens: number): Workload {
  const template = 'Write a long story, with many chapters, about the life of this person.\nPerson: {persona}';
  return workload({ task: 'own', columns, maxTokens, template });
}

/** Eight voices that share a text of about 600 tokens, and long answers. */
export function longWorkload(columns: number, maxTokens: number): Workload {
  const people = starter.slice(100, 117).map(({ text }) => `- ${text}`);
  const template = [
    'These people live in one house:',
    ...people,
    '',
    'Write a long story, with many chapters, in which all of them meet.',
    'The story is told by: {persona}',
  ].join('\n');
  return workload({ task: 'own', columns, maxTokens, template });
}

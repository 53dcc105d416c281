import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { ShardId } from '../model/ids.ts';
import type { Persona } from '../model/persona.ts';
import type { Column } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import type { ShareSubject } from '../model/share.ts';
import { personaId } from '../personas/normalise.ts';
import { parseStarterFile } from '../personas/starter-file.ts';
import { chooseTask, taskList } from '../prompt/tasks.ts';
import { sampleIndices } from '../sampling/uniform.ts';
import { sharedSubject } from './compose.ts';
import { packLink } from './link.ts';

const file = parseStarterFile(readFileSync(new URL('../../public/personas/starter.json', import.meta.url), 'utf8'));
const shard = 'starter' as ShardId;
const sources = new Map([[shard, { name: file.name, hash: '9f86d081884c7d65', licence: file.licence }]]);
const voices = file.personas.map(({ text }): Column => {
  const persona: Persona = { id: personaId(text), text, labels: {}, shard };
  return { kind: 'persona', persona, model: null, settings: null };
});

async function lengthOf(
  columns: readonly Column[],
  personas: ShareSubject['personas'],
  task = taskList[0],
): Promise<number> {
  const subject: ShareSubject = {
    task: chooseTask(task?.id ?? 'math'),
    columns,
    settings: {
      ...defaultSettings,
      maxTokens: task?.maxTokens ?? 160,
      repetitionPenalty: task?.repetitionPenalty ?? 1.1,
      seed: 271828,
    },
    model: { engine: 'chorus', model: 'smollm2-135m', name: 'SmolLM2 135M Instruct' },
    recording: null,
    focus: null,
    personas,
  };
  return (await packLink(sharedSubject(subject, sources))).fragment.length;
}

/** Six drawn without replacement, and the control. */
function six(seed: number): readonly Column[] {
  const drawn = sampleIndices(voices.length, 6, seed, new Set()).map((i) => voices[i] as Column);
  return [...drawn, { kind: 'control', model: null, settings: null }];
}

it('six personas of the starter with a task of the app take at most 700 characters', async () => {
  const lengths: number[] = [];
  for (let seed = 0; seed < 1000; seed += 1) lengths.push(await lengthOf(six(seed), 'text', taskList[seed % 6]));
  lengths.sort((a, b) => a - b);
  expect(lengths.at(-1)).toBeLessThanOrEqual(700);
  expect(lengths[500]).toBeLessThanOrEqual(620);
});

it('by name, they take less than half of that', async () => {
  for (let seed = 0; seed < 50; seed += 1) expect(await lengthOf(six(seed), 'named')).toBeLessThanOrEqual(280);
});

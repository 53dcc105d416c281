import * as v from 'valibot';
import { faultCodes, type FaultCode } from '../model/fault.ts';
import type { CellId, PersonaId, RunId, Seed, ShardId } from '../model/ids.ts';
import { shotKinds, taskIds } from '../model/run.ts';

/** Version 1 of what is saved, as valibot checks it. Frozen: a new version gets a new file and an upgrader. */

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const textOrNull = v.nullable(v.string());

const label = v.exactOptional(v.string());
const persona = v.object({
  id: v.custom<PersonaId>(isText),
  text: v.string(),
  labels: v.object({
    region: label,
    country: label,
    age: label,
    occupation: label,
    gender: label,
    language: label,
  }),
  shard: v.nullable(v.custom<ShardId>(isText)),
});

const model = v.object({ engine: v.picklist(['chorus', 'scripted']), model: v.string() });

export const specShape = v.object({
  version: v.literal(1),
  task: v.object({
    id: v.picklist(taskIds),
    shots: v.picklist(shotKinds),
    system: textOrNull,
    template: v.string(),
    answerPrefix: textOrNull,
  }),
  columns: v.array(
    v.variant('kind', [v.object({ kind: v.literal('control') }), v.object({ kind: v.literal('persona'), persona })]),
  ),
  settings: v.object({
    temperature: finite,
    topP: finite,
    topK: finite,
    minP: finite,
    repetitionPenalty: finite,
    maxTokens: finite,
    repeats: finite,
    seed: finite,
  }),
  model,
});

export const runShape = v.object({
  version: v.literal(1),
  id: v.custom<RunId>(isText),
  createdAt: finite,
  spec: specShape,
});

const usage = v.object({
  promptTokens: finite,
  sharedTokens: finite,
  completionTokens: finite,
  queueMs: finite,
  firstTokenMs: finite,
  decodeMs: finite,
  rows: finite,
});

const fault = v.object({
  // A code that only a newer version knows must not hide the answers beside it.
  code: v.fallback(v.picklist(faultCodes), 'internal' satisfies FaultCode),
  message: v.string(),
  retryable: v.boolean(),
  hint: v.string(),
});

export const cellShape = v.object({
  version: v.literal(1),
  id: v.custom<CellId>(isText),
  run: v.custom<RunId>(isText),
  column: count,
  repeat: count,
  attempt: count,
  seed: v.custom<Seed>((value) => Number.isSafeInteger(value)),
  state: v.picklist(['queued', 'running', 'done', 'failed', 'stopped']),
  text: v.string(),
  tokens: count,
  finish: v.nullable(v.picklist(['end', 'length', 'stop-string', 'context'])),
  usage: v.nullable(usage),
  fault: v.nullable(fault),
  vote: v.picklist([-1, 0, 1]),
  by: model,
  updatedAt: finite,
});

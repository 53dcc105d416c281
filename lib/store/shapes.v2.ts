import * as v from 'valibot';
import { faultCodes, type FaultCode } from '../model/fault.ts';
import type { CellId, PersonaId, RunId, Seed, ShardId } from '../model/ids.ts';
import { engineIds, shotKinds, taskIds } from '../model/run.ts';

/** Version 2 of what is saved: columns with models and settings of their own, schemas, counts that may be unknown. */

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const textOrNull = v.nullable(v.string());

const label = v.exactOptional(v.string());
export const persona = v.object({
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

export const model = v.object({ engine: v.picklist(engineIds), model: v.string(), name: v.string() });

export const task = v.object({
  id: v.picklist(taskIds),
  shots: v.picklist(shotKinds),
  system: textOrNull,
  template: v.string(),
  answerPrefix: textOrNull,
  schema: textOrNull,
});

const own = v.exactOptional(finite);
const arrangement = {
  model: v.nullable(model),
  settings: v.nullable(
    v.object({ temperature: own, topP: own, topK: own, minP: own, repetitionPenalty: own, maxTokens: own }),
  ),
};

const columns = v.array(
  v.variant('kind', [
    v.object({ kind: v.literal('control'), ...arrangement }),
    v.object({ kind: v.literal('persona'), persona, ...arrangement }),
  ]),
);

export const settings = v.object({
  temperature: finite,
  topP: finite,
  topK: finite,
  minP: finite,
  repetitionPenalty: finite,
  maxTokens: finite,
  repeats: finite,
  seed: finite,
});

export const specShape = v.object({ version: v.literal(2), task, columns, settings, model });

export const environment = v.object({
  app: v.string(),
  browser: textOrNull,
  system: textOrNull,
  cores: v.nullable(count),
  isolated: v.boolean(),
  gpu: textOrNull,
});

// What is absent in records that are older than the field stays absent.
export const runShape = v.object({
  version: v.literal(2),
  id: v.custom<RunId>(isText),
  createdAt: finite,
  spec: specShape,
  environment: v.exactOptional(environment),
  recorded: v.exactOptional(v.picklist(['link', 'file'])),
  reproduces: v.exactOptional(v.custom<RunId>(isText)),
});

export const usage = v.object({
  promptTokens: v.nullable(finite),
  sharedTokens: v.nullable(finite),
  completionTokens: v.nullable(finite),
  queueMs: finite,
  firstTokenMs: finite,
  decodeMs: finite,
  rows: finite,
});

export const fault = v.object({
  // A code that only a newer version knows must not hide the answers beside it.
  code: v.fallback(v.picklist(faultCodes), 'internal' satisfies FaultCode),
  message: v.string(),
  retryable: v.boolean(),
  hint: v.string(),
});

export const madeOn = v.object({
  device: v.picklist(['cpu', 'gpu', 'remote', 'browser']),
  threads: v.nullable(count),
  quantisation: textOrNull,
});

export const cellShape = v.object({
  version: v.literal(2),
  id: v.custom<CellId>(isText),
  run: v.custom<RunId>(isText),
  column: count,
  repeat: count,
  attempt: count,
  seed: v.custom<Seed>((value) => Number.isSafeInteger(value)),
  state: v.picklist(['queued', 'running', 'done', 'failed', 'stopped']),
  text: v.string(),
  tokens: v.nullable(count),
  finish: v.nullable(v.picklist(['end', 'length', 'stop-string', 'context'])),
  usage: v.nullable(usage),
  fault: v.nullable(fault),
  vote: v.picklist([-1, 0, 1]),
  by: model,
  on: v.exactOptional(madeOn),
  updatedAt: finite,
});

import * as v from 'valibot';
import { armKinds, type Arm, type Experiment, type ExperimentSpec, type Trial } from '../model/experiment.ts';
import type { ArmId, ExperimentId, TrialId } from '../model/experiment.ts';
import type { Seed, ShardId } from '../model/ids.ts';
import { environment, fault, madeOn, model, persona, settings, task, usage } from './shapes.v2.ts';
import { readable, upgrade } from './upgrade.ts';

/** Version 1 of experiments and trials. Frozen once released: a new version gets a new file and an upgrader. */

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const experimentId = v.custom<ExperimentId>(isText);
const trialId = v.custom<TrialId>(isText);
const armId = v.custom<ArmId>(isText);

const arm: v.GenericSchema<unknown, Arm> = v.object({
  id: armId,
  kind: v.picklist(armKinds),
  temperature: v.nullable(finite),
  maxWords: v.nullable(count),
});

const draw = v.object({
  how: v.picklist(['uniform', 'spread', 'given']),
  seed: finite,
  recipe: v.string(),
  licence: v.nullable(v.string()),
  from: v.nullable(
    v.variant('kind', [
      v.object({ kind: v.literal('shard'), shard: v.custom<ShardId>(isText) }),
      v.object({ kind: v.literal('set'), set: v.string() }),
    ]),
  ),
});

const spec: v.GenericSchema<unknown, ExperimentSpec> = v.object({
  version: v.literal(1),
  task,
  settings: v.omit(settings, ['repeats']),
  models: v.array(model),
  arms: v.array(arm),
  n: count,
  hub: v.array(persona),
  draw: v.nullable(draw),
  one: v.nullable(persona),
  hand: v.array(persona),
  solves: count,
});

const vote = v.object({
  left: trialId,
  right: trialId,
  choice: v.picklist(['left', 'right', 'neither']),
  at: finite,
});

const experimentShape: v.GenericSchema<unknown, Experiment> = v.object({
  version: v.literal(1),
  id: experimentId,
  createdAt: finite,
  name: v.string(),
  spec,
  environment,
  blind: v.array(vote),
  reproduces: v.nullable(experimentId),
  recorded: v.boolean(),
});

const trialShape: v.GenericSchema<unknown, Trial> = v.object({
  version: v.literal(1),
  id: trialId,
  experiment: experimentId,
  arm: armId,
  model: count,
  index: count,
  solve: v.nullable(count),
  seed: v.custom<Seed>((value) => Number.isSafeInteger(value)),
  state: v.picklist(['queued', 'running', 'done', 'failed', 'stopped']),
  text: v.string(),
  tokens: v.nullable(count),
  finish: v.nullable(v.picklist(['end', 'length', 'stop-string', 'context'])),
  usage: v.nullable(usage),
  fault: v.nullable(fault),
  by: model,
  on: v.nullable(madeOn),
  updatedAt: finite,
});

/**
 * A saved experiment in today's shape, as a fresh object. Ranges are not looked at: what comes from outside goes through
 * `readKeptExperiment`.
 * @throws FaultError `bad-input` for one of a newer version and for one that fits no version
 */
export function readExperiment(record: unknown): Experiment {
  return upgrade('experiment', record, [], experimentShape);
}

/** A saved trial in today's shape. Faults as `readExperiment`. */
export function readTrial(record: unknown): Trial {
  return upgrade('answer of an experiment', record, [], trialShape);
}

/** Those that can be read, newest first. */
export function experimentsOf(records: Iterable<unknown>): Experiment[] {
  return readable(records, readExperiment).sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
}

/** Those that can be read, by id. */
export function trialsIn(records: Iterable<unknown>): Trial[] {
  return readable(records, readTrial).sort((a, b) => (a.id < b.id ? -1 : 1));
}

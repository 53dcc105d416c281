import * as v from 'valibot';
import { experimentRanges } from '../arms/check.ts';
import { armFacts, defaultArms } from '../arms/facts.ts';
import { defaultHand } from '../arms/hand.ts';
import { solvesOf } from '../arms/plan.ts';
import {
  armKinds,
  type ArmId,
  type ExperimentSettings,
  type ExperimentSpec,
  type HubDraw,
} from '../model/experiment.ts';
import type { PersonaId, ShardId } from '../model/ids.ts';
import type { Persona } from '../model/persona.ts';
import type { ModelChoice } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import { chooseTask } from '../prompt/tasks.ts';
import * as v2 from '../store/shapes.v2.ts';
import type { DraftDraw, ExperimentDraft } from './experiment-state.ts';
import { clampSettings, settingsAfterTask, settingsFor } from './play-draft.ts';

const STARTER: DraftDraw['scope'] = { kind: 'shard', shard: 'starter' as ShardId };
/** Enough for a first answer in minutes on two cores, and above the least number of pairs that a verdict needs. */
const FIRST_N = 30;

/** The set-up of a first visit. */
export function firstDraft(): ExperimentDraft {
  return {
    version: 1,
    task: chooseTask('math'),
    settings: withoutRepeats(settingsFor('math', defaultSettings)),
    models: [],
    arms: defaultArms(),
    n: FIRST_N,
    draw: { how: 'uniform', seed: 1, scope: STARTER },
    one: null,
    hand: defaultHand,
    solves: 0,
  };
}

const text = v.pipe(v.string(), v.nonEmpty());
const scope = v.variant('kind', [
  v.object({
    kind: v.literal('shard'),
    shard: v.pipe(
      text,
      v.transform((id) => id as ShardId),
    ),
  }),
  v.object({ kind: v.literal('set'), set: text }),
]);

const draftShape = v.object({
  version: v.literal(1),
  task: v2.task,
  settings: v.omit(v2.settings, ['repeats']),
  models: v.array(v2.model),
  arms: v.array(
    v.object({
      id: v.pipe(
        text,
        v.transform((id) => id as ArmId),
      ),
      kind: v.picklist(armKinds),
      temperature: v.nullable(v.number()),
      maxWords: v.nullable(v.number()),
    }),
  ),
  n: v.number(),
  draw: v.object({
    how: v.picklist(['uniform', 'spread']),
    seed: v.number(),
    // What a search found has a number that ends with the page.
    scope: v.fallback(scope, STARTER),
  }),
  one: v.nullable(v2.persona),
  hand: v.array(v2.persona),
  solves: v.number(),
});

/** A kept draft, or null when there is none that this version can read: the screen then starts afresh. */
export function readDraft(kept: unknown): ExperimentDraft | null {
  const result = v.safeParse(draftShape, kept);
  return result.success ? clampDraft(result.output) : null;
}

/**
 * A draft after a change: numbers whole where they must be, and settings that go with the task where the task is
 * another one and the change says nothing of them.
 */
export function changeDraft(draft: ExperimentDraft, part: Partial<Omit<ExperimentDraft, 'version'>>): ExperimentDraft {
  const next = { ...draft, ...part };
  if (part.task === undefined || part.settings !== undefined) return clampDraft(next);
  const settings = settingsAfterTask(draft.task.id, part.task.id, withRepeats(draft.settings));
  return clampDraft({ ...next, settings: withoutRepeats(settings) });
}

const MOST_SEED = 0xffff_ffff;

// Too few is for the plan's check to say: typing goes through it. Too many would take long to plan.
function clampDraft(draft: ExperimentDraft): ExperimentDraft {
  const whole = (value: number, least: number, most: number) =>
    Number.isFinite(value) ? Math.min(most, Math.max(least, Math.round(value))) : least;
  return {
    ...draft,
    settings: withoutRepeats(clampSettings(withRepeats(draft.settings))),
    n: whole(draft.n, 1, experimentRanges.n.max),
    solves: whole(draft.solves, 0, experimentRanges.solves.max),
    draw: { ...draft.draw, seed: whole(draft.draw.seed, 0, MOST_SEED) },
  };
}

function withRepeats(settings: ExperimentSettings) {
  return { ...settings, repeats: 1 };
}

function withoutRepeats(settings: ReturnType<typeof withRepeats>): ExperimentSettings {
  const { temperature, topP, topK, minP, repetitionPenalty, maxTokens, seed } = settings;
  return { temperature, topP, topK, minP, repetitionPenalty, maxTokens, seed };
}

/** Whether an arm of the draft needs personas from the hub. */
export function needsHub({ arms }: Pick<ExperimentDraft, 'arms'>): boolean {
  return arms.some(({ kind }) => armFacts[kind].needs === 'hub');
}

/**
 * What the draft asks for. Only what an arm needs is part of it.
 * @param chosen the model that stands in where the draft names none
 */
export function specOf(
  draft: ExperimentDraft,
  chosen: ModelChoice,
  drawn: { readonly hub: readonly Persona[]; readonly draw: HubDraw } | null,
): ExperimentSpec {
  const needs = new Set(draft.arms.map(({ kind }) => armFacts[kind].needs));
  return {
    version: 1,
    task: draft.task,
    settings: draft.settings,
    models: draft.models.length > 0 ? draft.models : [chosen],
    arms: draft.arms,
    n: draft.n,
    hub: needs.has('hub') && drawn ? drawn.hub : [],
    draw: needs.has('hub') && drawn ? drawn.draw : null,
    one: needs.has('one') ? draft.one : null,
    hand: needs.has('hand') ? draft.hand : [],
    solves: solvesOf(draft),
  };
}

/** The same before any persona is drawn: others stand in their places, for checks and counts. */
export function plannedSpec(draft: ExperimentDraft, chosen: ModelChoice): ExperimentSpec {
  const hub = Array.from({ length: needsHub(draft) ? draft.n : 0 }, (_, i): Persona => ({
    id: `to-be-drawn-${i}` as PersonaId,
    text: 'A person who is still to be drawn.',
    labels: {},
    shard: null,
  }));
  const { how, seed } = draft.draw;
  return specOf(draft, chosen, { hub, draw: { how, seed, recipe: '', licence: null, from: null } });
}

/** The set-up that an experiment was made with. What an arm of it did not need stays as the draft has it. */
export function draftOf(spec: ExperimentSpec, now: ExperimentDraft): ExperimentDraft {
  const { draw } = spec;
  return clampDraft({
    version: 1,
    task: spec.task,
    settings: spec.settings,
    models: spec.models,
    arms: spec.arms,
    n: spec.n,
    draw: draw
      ? { how: draw.how === 'spread' ? 'spread' : 'uniform', seed: draw.seed, scope: draw.from ?? STARTER }
      : now.draw,
    one: spec.one ?? now.one,
    hand: spec.hand.length > 0 ? spec.hand : now.hand,
    solves: spec.solves,
  });
}

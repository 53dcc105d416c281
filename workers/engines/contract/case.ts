import type { GenerateJob } from '../../../lib/model/job.ts';
import { cellSeed } from '../../../lib/prompt/seeds.ts';
import { askJob } from './jobs.ts';
import type { ContractRig } from './rig.ts';
import type { ContractWorld } from './world.ts';

/** One promise of the engine port, checked with node:assert so that any test runner can run it. */
export interface EngineCase {
  readonly name: string;
  /** Why the case says nothing about such an engine; null when it does. Left out, it is for all. */
  readonly skip?: (world: ContractWorld) => string | null;
  readonly run: (rig: ContractRig) => Promise<void>;
}

/** Seeds as the app makes them. */
export function seedOf(i: number) {
  return cellSeed(7, 'contract', 0, i, 0);
}

/** The prefix that the cases begin answers with, where the engine can. */
export function prefixOf({ abilities }: ContractWorld): string {
  return abilities.answerPrefix ? 'Thing:' : '';
}

/** Question `i` at a usual temperature, the same job at each call. */
export function ask(world: ContractWorld, id: string, i: number, maxTokens = world.scale.tokens): GenerateJob {
  return askJob(id, `Name thing ${i}.`, { maxTokens, temperature: 0.8, seed: seedOf(i) }, prefixOf(world));
}

/** A job that runs until it is stopped. */
export function askLong(world: ContractWorld, id: string, i: number): GenerateJob {
  const question = `Tell a very long story about thing ${i}, with many chapters.`;
  return askJob(
    id,
    question,
    { maxTokens: world.scale.longTokens, temperature: 0.8, seed: seedOf(i) },
    prefixOf(world),
  );
}

export function onlyWith(condition: (world: ContractWorld) => boolean, otherwise: string) {
  return (world: ContractWorld) => (condition(world) ? null : otherwise);
}

export const exactSeeds = onlyWith(({ abilities }) => abilities.seeds === 'exact', 'its seeds are not exact');

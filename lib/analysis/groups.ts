import { type ArmAnswer, answersOf, endedBy } from '../arms/answers.ts';
import { armFacts } from '../arms/facts.ts';
import { placeKey, requestOf } from '../arms/plan.ts';
import type { Arm, ExperimentSpec, Trial } from '../model/experiment.ts';
import type { GroupKey } from '../model/experiment-result.ts';
import type { Clusters } from '../statistics/clusters.ts';

/** An arm on a model, with what came of it. */
export interface Group {
  readonly key: GroupKey;
  readonly arm: Arm;
  /** Whether whole personas stand in its requests. */
  readonly conditioned: boolean;
  /** By index. */
  readonly all: readonly ArmAnswer[];
  /** Those with any text in them. */
  readonly answers: readonly ArmAnswer[];
  /** Answers that the plan asks for. */
  readonly planned: number;
  /** Indices whose call has ended without an answer for them. */
  readonly failed: readonly number[];
  /** Calls that ended, solutions left out. */
  readonly calls: readonly Trial[];
}

/** All groups: by arm as in the spec, then model. */
export function groupsOf(spec: ExperimentSpec, trials: readonly Trial[]): readonly Group[] {
  const ended = endedBy(trials);
  const byGroup = groupBy(answersOf(spec, trials), ({ arm, model }) => `${arm}/${model}`);
  return spec.arms.flatMap((arm) =>
    spec.models.map((_, model): Group => {
      const all = byGroup.get(`${arm.id}/${model}`) ?? [];
      const answered = new Set(all.map(({ index }) => index));
      const indices = Array.from({ length: spec.n }, (_, index) => index);
      const requests = new Map(
        indices.map((index) => requestOf(arm, { model, index })).map((place) => [placeKey(place), place]),
      );
      return {
        key: { arm: arm.id, model },
        arm,
        conditioned: armFacts[arm.kind].conditioned,
        all,
        answers: all.filter(({ text }) => text.trim() !== ''),
        planned: spec.n,
        failed: indices.filter(
          (index) => !answered.has(index) && ended(requestOf(arm, { model, index })) !== undefined,
        ),
        calls: [...requests.values()].map(ended).filter((trial) => trial !== undefined),
      };
    }),
  );
}

export const sameGroup = (a: GroupKey, b: GroupKey): boolean => a.arm === b.arm && a.model === b.model;
export const groupName = ({ arm, model }: GroupKey): string => `${arm}/${model}`;

/** The unconditioned group of a model: the first arm `control`. */
export function controlOf(groups: readonly Group[], model: number): Group | undefined {
  return groups.find(({ arm, key }) => arm.kind === 'control' && key.model === model);
}

/**
 * What belongs together when answers are drawn or left out. With one persona for all, that persona is given and not
 * drawn, so its answers are as independent as those without any.
 */
export function clusterKey(group: Group, answer: ArmAnswer): string {
  return group.arm.kind === 'one-persona' ? String(answer.index) : answer.cluster;
}

/** The answers of a group by cluster, as places in `group.answers`. */
export function clustersOf(group: Group): Clusters {
  const places = group.answers.map((answer, place) => ({ key: clusterKey(group, answer), place }));
  return [...groupBy(places, ({ key }) => key).values()].map((list) => list.map(({ place }) => place));
}

/** Pairs of two groups: answers of one index, as places in their `answers`. */
export interface Pairs {
  readonly count: number;
  /** As many clusters, in the same order: pairs that share a cluster in either group are one. */
  readonly a: Clusters;
  readonly b: Clusters;
}

export function pairsOf(a: Group, b: Group): Pairs {
  const places = new Map(b.answers.map(({ index }, place) => [index, place]));
  const pairs = a.answers.flatMap((answer, place) => {
    const other = places.get(answer.index);
    const partner = other === undefined ? undefined : b.answers[other];
    if (other === undefined || partner === undefined) return [];
    return [{ place, other, keys: [`a ${clusterKey(a, answer)}`, `b ${clusterKey(b, partner)}`] }];
  });
  const joined = connected(pairs.map(({ keys }) => keys));
  const clusters = [...groupBy([...pairs.keys()], (pair) => joined[pair]).values()];
  const pick = (of: 'place' | 'other') => clusters.map((cluster) => cluster.map((pair) => pairs[pair]?.[of] ?? 0));
  return { count: pairs.length, a: pick('place'), b: pick('other') };
}

/** For each thing a number that it shares with all that it is linked to by equal keys, over any number of steps. */
function connected(keys: readonly (readonly string[])[]): number[] {
  const parents = keys.map((_, i) => i);
  const root = (i: number): number => {
    const parent = parents[i] ?? i;
    return parent === i ? i : (parents[i] = root(parent));
  };
  const first = new Map<string, number>();
  keys.forEach((own, i) => {
    for (const key of own) {
      const seen = first.get(key);
      if (seen === undefined) first.set(key, i);
      else parents[root(i)] = root(seen);
    }
  });
  return keys.map((_, i) => root(i));
}

function groupBy<K, T>(things: readonly T[], keyOf: (thing: T) => K): ReadonlyMap<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [thing]);
    else group.push(thing);
  }
  return groups;
}

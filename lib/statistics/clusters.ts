import type { Random } from '../sampling/random.ts';

/** Texts that belong together (all of one persona), by their numbers: they are kept, swapped and left out as one. */
export type Clusters = readonly (readonly number[])[];

export const textsOf = (clusters: Clusters): number[] => clusters.flat();

/** A random half of the clusters (the smaller one of an odd number), in their order. */
export function half(clusters: Clusters, random: Random): Clusters {
  return draw(clusters, clusters.length >> 1, random);
}

/** `count` of the clusters, none twice, in their order. */
export function draw(clusters: Clusters, count: number, random: Random): Clusters {
  let wanted = count;
  // Each is taken with the chance that fills up what is left.
  return clusters.filter((_, i) => {
    const taken = random.below(clusters.length - i) < wanted;
    if (taken) wanted--;
    return taken;
  });
}

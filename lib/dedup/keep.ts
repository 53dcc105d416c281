import { ALONE, type Clusters } from './clusters.ts';

/** Choices by hand, by item. */
export type HandChoices = ReadonlyMap<number, 'keep' | 'remove'>;

/** Which members of clusters stay. */
export interface Kept {
  /** By position in `clusters.members`: 1 stays, 0 goes. */
  readonly stays: Uint8Array<ArrayBuffer>;
  readonly removed: number;
  /** Clusters with a choice by hand. */
  readonly byHand: number;
}

/**
 * One of each cluster stays, the one with the greatest score, the first of those; what was chosen by hand goes above it.
 * When a cluster's best was removed by hand and none of it kept by hand, the best of the others stays; when all were
 * removed by hand (which happens when clusters change), the best of all does.
 * @param scores by item; null lets the first stay
 */
export function keptOf(clusters: Clusters, scores: ArrayLike<number> | null, hand: HandChoices): Kept {
  const { count, starts, members } = clusters;
  const stays = new Uint8Array(members.length);
  for (let c = 0; c < count; c += 1) stays[bestOf(clusters, c, scores, null)] = 1;
  const touched = new Set<number>();
  for (const item of hand.keys()) {
    const c = clusters.clusterOf[item] ?? ALONE;
    if (c !== ALONE) touched.add(c);
  }
  let more = 0;
  for (const c of touched) {
    let staying = 0;
    for (let at = starts[c] ?? 0; at < (starts[c + 1] ?? 0); at += 1) {
      const choice = hand.get(members[at] ?? 0);
      if (choice !== undefined) stays[at] = choice === 'keep' ? 1 : 0;
      staying += stays[at] ?? 0;
    }
    if (staying === 0) {
      const left = (item: number) => hand.get(item) !== 'remove';
      stays[bestOf(clusters, c, scores, left)] = 1;
      staying = 1;
    }
    more += staying - 1;
  }
  return { stays, removed: members.length - count - more, byHand: touched.size };
}

/** Position of the best member, of those that `may` where there are any. */
function bestOf(
  clusters: Clusters,
  c: number,
  scores: ArrayLike<number> | null,
  may: ((item: number) => boolean) | null,
): number {
  const { starts, members } = clusters;
  const from = starts[c] ?? 0;
  const to = starts[c + 1] ?? 0;
  let best = -1;
  let most = -Infinity;
  for (let at = from; at < to; at += 1) {
    const item = members[at] ?? 0;
    if (may && !may(item)) continue;
    const score = scores?.[item] ?? 0;
    if (best >= 0 && score <= most) continue;
    best = at;
    most = score;
    if (!scores) break;
  }
  return best >= 0 ? best : bestOf(clusters, c, scores, null);
}

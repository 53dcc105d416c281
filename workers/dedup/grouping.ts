import { ALONE, type Clusters, clustersAt } from '../../lib/dedup/clusters.ts';
import { type HandChoices, type Kept, keptOf } from '../../lib/dedup/keep.ts';
import type { KeepRule, RemovedAnswers, RemovedPersonas } from '../../lib/model/dedup.ts';
import { badInput } from '../../lib/model/fault.ts';
import type { Cluster, ClusterMember, Grouping, HandChoice } from '../../lib/protocol/dedup.ts';
import type { Comparison } from './compare.ts';

/** Members of a cluster that are listed: nobody reads more, and a cluster can hold every text there is. */
const LISTED = 100;

/** A finished comparison, clustered at the last threshold asked, with the choices made by hand. */
export class Groups {
  private readonly hand = new Map<number, 'keep' | 'remove'>();
  private threshold: number;
  private rule: KeepRule = 'first';
  private clusters: Clusters;
  private kept: Kept;
  private votes: Int8Array | null = null;

  constructor(private readonly of: Comparison) {
    this.threshold = of.ask.floor;
    this.clusters = clustersAt(of.nodes, of.forest, this.threshold);
    this.kept = this.keptBy(this.hand);
  }

  /** @throws FaultError `bad-input` below the floor */
  group(threshold: number, rule: KeepRule): Grouping {
    if (!(threshold >= this.of.ask.floor && threshold <= 1)) {
      throw badInput(`The threshold must be from ${this.of.ask.floor} to 1.`);
    }
    if (threshold !== this.threshold) this.clusters = clustersAt(this.of.nodes, this.of.forest, threshold);
    this.threshold = threshold;
    this.rule = rule;
    this.kept = this.keptBy(this.hand);
    return this.view();
  }

  /** @throws FaultError `bad-input` for an item of no cluster, and for the last of a cluster that stays */
  choose(item: number, choice: HandChoice): Grouping {
    const cluster = this.clusters.clusterOf[item] ?? ALONE;
    if (cluster === ALONE) throw badInput('This text is in no group.');
    const hand = new Map(this.hand);
    if (choice === 'rule') hand.delete(item);
    else hand.set(item, choice);
    if (choice === 'remove' && this.isLastKept(cluster, item)) {
      throw badInput('One text of each group has to stay. Keep another one first.');
    }
    this.kept = this.keptBy(hand);
    this.hand.clear();
    for (const [chosen, as] of hand) this.hand.set(chosen, as);
    return this.view();
  }

  /** Clusters `from` to `from + count`. */
  async list(from: number, count: number): Promise<readonly Cluster[]> {
    const pages: Promise<Cluster>[] = [];
    const end = Math.min(this.clusters.count, Math.max(0, from) + count);
    for (let c = Math.max(0, from); c < end; c += 1) pages.push(this.cluster(c));
    return Promise.all(pages);
  }

  /** What goes, each with the first of its cluster that stays. */
  async removed(): Promise<RemovedPersonas | RemovedAnswers> {
    const { clusters, kept, of } = this;
    const items = new Uint32Array(kept.removed);
    const instead = new Uint32Array(kept.removed);
    let n = 0;
    for (let c = 0; c < clusters.count; c += 1) {
      const [from, to] = this.range(c);
      const stays = this.firstKept(c);
      for (let at = from; at < to; at += 1) {
        if (kept.stays[at] === 1) continue;
        items[n] = clusters.members[at] ?? 0;
        instead[n] = stays;
        n += 1;
      }
    }
    return of.texts.removed(items, instead, await of.likeness(items, instead));
  }

  private view(): Grouping {
    const { clusters, kept, of } = this;
    return {
      threshold: this.threshold,
      keep: this.rule,
      clusters: clusters.count,
      clustered: clusters.members.length,
      removed: kept.removed,
      before: of.texts.count,
      largest: (clusters.starts[1] ?? 0) - (clusters.starts[0] ?? 0),
      byHand: kept.byHand,
      histogram: of.forest.histogram,
    };
  }

  private async cluster(c: number): Promise<Cluster> {
    const { clusters, of } = this;
    const [from, to] = this.range(c);
    const first = this.firstKept(c);
    const listed = this.listed(from, to);
    const items = Uint32Array.from(listed, (at) => clusters.members[at] ?? 0);
    const stays = Array.from(listed, (at) => this.kept.stays[at] === 1);
    const byHand = this.isByHand(from, to);
    const [texts, similarity] = await Promise.all([
      of.texts.pick(items),
      of.likeness(items, new Uint32Array(items.length).fill(first)),
    ]);
    const members = Array.from(items, (item, i): ClusterMember => ({
      item,
      text: texts[i] ?? '',
      row: of.texts.row(item),
      cell: of.texts.cell(item),
      keep: stays[i] === true,
      similarity: similarity[i] ?? 0,
      vote: of.texts.vote(item),
    }));
    return { id: clusters.members[from] ?? 0, members, more: to - from - members.length, byHand };
  }

  /** Positions of members to list: those that stay first. */
  private listed(from: number, to: number): readonly number[] {
    const staying: number[] = [];
    const going: number[] = [];
    for (let at = from; at < to; at += 1) {
      const list = this.kept.stays[at] === 1 ? staying : going;
      if (list.length < LISTED) list.push(at);
    }
    return [...staying, ...going].slice(0, LISTED);
  }

  private isByHand(from: number, to: number): boolean {
    if (this.hand.size === 0) return false;
    for (let at = from; at < to; at += 1) if (this.hand.has(this.clusters.members[at] ?? 0)) return true;
    return false;
  }

  private isLastKept(c: number, item: number): boolean {
    const [from, to] = this.range(c);
    let others = 0;
    let stays = false;
    for (let at = from; at < to; at += 1) {
      if (this.kept.stays[at] !== 1) continue;
      if (this.clusters.members[at] === item) stays = true;
      else others += 1;
    }
    return stays && others === 0;
  }

  private firstKept(c: number): number {
    const [from, to] = this.range(c);
    for (let at = from; at < to; at += 1) if (this.kept.stays[at] === 1) return this.clusters.members[at] ?? 0;
    throw badInput('Nothing of this group stays.'); // cannot be: one always does
  }

  private range(c: number): readonly [from: number, to: number] {
    return [this.clusters.starts[c] ?? 0, this.clusters.starts[c + 1] ?? 0];
  }

  private keptBy(hand: HandChoices): Kept {
    return keptOf(this.clusters, this.scores(), hand);
  }

  private scores(): ArrayLike<number> | null {
    const { of } = this;
    switch (this.rule) {
      case 'first':
        return null;
      case 'longest':
        return of.characters;
      case 'specific':
        return of.specific;
      case 'voted':
        return (this.votes ??= Int8Array.from({ length: of.texts.count }, (_, item) => of.texts.vote(item)));
    }
  }
}

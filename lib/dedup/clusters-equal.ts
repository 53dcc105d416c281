import type { TokenSets } from './token-sets.ts';

/**
 * Items with equal tokens (or equal texts) stand as one node: a million equal texts have 500 billion pairs
 * among them, and are one node. Nodes are numbered by their first items.
 */
export interface Nodes {
  readonly items: number;
  readonly count: number;
  /** By item. */
  readonly nodeOf: Uint32Array<ArrayBuffer>;
  /** By node: its first item, and how many it has. */
  readonly first: Uint32Array<ArrayBuffer>;
  readonly sizes: Uint32Array<ArrayBuffer>;
}

/** Nodes of equal sets; an empty set is like nothing, not even like another empty one. */
export function equalSets({ count, offsets, tokens }: TokenSets): Nodes {
  const nodes = new NodeBuilder(count);
  // Open addressing at half load at most; a slot is a node + 1.
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count + 2)));
  const mask = slots.length - 1;
  for (let item = 0; item < count; item += 1) {
    const from = offsets[item] ?? 0;
    const to = offsets[item + 1] ?? 0;
    if (from === to) {
      nodes.open(item);
      continue;
    }
    let slot = hashOf(tokens, from, to) & mask;
    for (;;) {
      const held = slots[slot] ?? 0;
      if (held === 0) {
        slots[slot] = nodes.open(item) + 1;
        break;
      }
      const other = nodes.firstOf(held - 1);
      if (sameTokens(tokens, offsets[other] ?? 0, offsets[other + 1] ?? 0, from, to)) {
        nodes.join(item, held - 1);
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return nodes.take();
}

/** Nodes of equal texts. */
export function equalTexts(texts: readonly string[]): Nodes {
  const nodes = new NodeBuilder(texts.length);
  const seen = new Map<string, number>();
  for (const [item, text] of texts.entries()) {
    const node = seen.get(text);
    if (node === undefined) seen.set(text, nodes.open(item));
    else nodes.join(item, node);
  }
  return nodes.take();
}

/** The sets of some items, in that order, over the same vocabulary. */
export function setsOf(sets: TokenSets, items: Uint32Array<ArrayBuffer>): TokenSets {
  const offsets = new Uint32Array(items.length + 1);
  let length = 0;
  for (const [i, item] of items.entries()) {
    length += (sets.offsets[item + 1] ?? 0) - (sets.offsets[item] ?? 0);
    offsets[i + 1] = length;
  }
  const tokens = new Uint32Array(length);
  for (const [i, item] of items.entries()) {
    tokens.set(sets.tokens.subarray(sets.offsets[item], sets.offsets[item + 1]), offsets[i]);
  }
  return { count: items.length, offsets, tokens, vocabulary: sets.vocabulary };
}

class NodeBuilder {
  private readonly nodeOf: Uint32Array<ArrayBuffer>;
  private readonly first: Uint32Array<ArrayBuffer>;
  private readonly sizes: Uint32Array<ArrayBuffer>;
  private count = 0;

  constructor(private readonly items: number) {
    this.nodeOf = new Uint32Array(items);
    this.first = new Uint32Array(items);
    this.sizes = new Uint32Array(items);
  }

  open(item: number): number {
    const node = this.count;
    this.count += 1;
    this.first[node] = item;
    this.join(item, node);
    return node;
  }

  join(item: number, node: number): void {
    this.nodeOf[item] = node;
    this.sizes[node] = (this.sizes[node] ?? 0) + 1;
  }

  firstOf(node: number): number {
    return this.first[node] ?? 0;
  }

  take(): Nodes {
    const { items, count, nodeOf } = this;
    return { items, count, nodeOf, first: this.first.slice(0, count), sizes: this.sizes.slice(0, count) };
  }
}

// Multipliers of xxHash32, whose products spread small numbers over all 32 bits.
const MIX_TOKEN = 0x85ebca77;
const MIX_STATE = 0x9e3779b1;

function hashOf(tokens: Uint32Array, from: number, to: number): number {
  let hash = to - from;
  for (let at = from; at < to; at += 1) {
    hash = Math.imul(hash ^ Math.imul(tokens[at] ?? 0, MIX_TOKEN), MIX_STATE);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

function sameTokens(tokens: Uint32Array, from: number, to: number, otherFrom: number, otherTo: number): boolean {
  if (to - from !== otherTo - otherFrom) return false;
  for (let i = 0; i < to - from; i += 1) if (tokens[from + i] !== tokens[otherFrom + i]) return false;
  return true;
}

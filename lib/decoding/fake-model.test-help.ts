import type { DecoderModel, SavedPrefix } from './model-port.ts';

export interface FakeModelOptions {
  readonly vocab: number;
  readonly context: number;
  /** Tokens that all slots may hold together; one slot is always allowed. */
  readonly budget: number;
  readonly width: number;
  /** Called in the middle of every call; may throw. */
  readonly during: (call: 'prefill' | 'decode' | 'reserve' | 'move' | 'save' | 'restore') => void;
  /** What this token's logit is raised by, so that answers end. */
  readonly favour: { readonly id: number; readonly by: number };
}

/** Logits that depend on every token of the history and on its order. */
export function hashLogits(history: readonly number[], { vocab, favour }: FakeModelOptions): Float32Array {
  let h = 0x811c9dc5;
  for (const token of history) h = Math.imul(h ^ (token + 1), 0x01000193) ^ (h >>> 13);
  const out = new Float32Array(vocab);
  for (let id = 0; id < vocab; id++) {
    let x = Math.imul(h ^ Math.imul(id + 1, 0x9e3779b9), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    out[id] = (((x ^ (x >>> 15)) >>> 0) / 2 ** 32) * 8 - 4 + (id === favour.id ? favour.by : 0);
  }
  return out;
}

/** Keeps each slot's tokens where a real model keeps their states, and notes whatever does not agree with them. */
export class FakeModel implements DecoderModel {
  readonly vocab: number;
  readonly context: number;
  readonly violations: string[] = [];
  private slots: number[][] = [];
  private capacity = 0;
  private busy = false;
  private logits = new Float32Array(0);

  constructor(private readonly options: FakeModelOptions) {
    this.vocab = options.vocab;
    this.context = options.context;
  }

  slotsAt(tokens: number): number {
    return Math.max(1, Math.floor(this.options.budget / tokens));
  }

  reserve(slots: number, tokens: number, used: readonly number[]): void {
    this.check(slots <= this.options.width && slots <= this.slotsAt(tokens), `reserved ${slots} slots`);
    this.check(used.length < slots + 1 && tokens <= this.context, `reserved ${tokens} tokens for ${used.length} rows`);
    const old = this.slots;
    this.slots = [];
    this.capacity = 0;
    this.options.during('reserve');
    this.capacity = tokens;
    this.slots = Array.from({ length: slots }, (_, slot) => (old[slot] ?? []).slice(0, used[slot] ?? 0));
    used.forEach((length, slot) => this.check(old[slot]?.length === length, `slot ${slot} does not hold ${length}`));
  }

  prefill(slot: number, tokens: readonly number[], start: number): Promise<Float32Array> {
    if (start === 0) this.slots[slot] = [];
    return this.run('prefill', [slot], [tokens], [start]);
  }

  decode(tokens: readonly number[], lengths: readonly number[]): Promise<Float32Array> {
    const slots = tokens.map((_, slot) => slot);
    return this.run(
      'decode',
      slots,
      tokens.map((token) => [token]),
      lengths,
    );
  }

  move(from: number, to: number, length: number): void {
    this.options.during('move');
    this.check(this.slots[from]?.length === length, `moved ${length} tokens of slot ${from}`);
    this.slots[to] = [...(this.slots[from] ?? [])];
  }

  save(slot: number, length: number): SavedPrefix {
    this.options.during('save');
    this.check(this.slots[slot]?.length === length, `saved ${length} tokens of slot ${slot}`);
    return { length, bytes: length, state: [...(this.slots[slot] ?? [])] };
  }

  restore(prefix: SavedPrefix, slot: number): void {
    this.options.during('restore');
    this.slots[slot] = [...(prefix.state as number[])];
  }

  dispose(): void {
    this.slots = [];
  }

  private async run(
    call: 'prefill' | 'decode',
    slots: readonly number[],
    tokens: readonly (readonly number[])[],
    starts: readonly number[],
  ): Promise<Float32Array> {
    this.check(!this.busy, 'calls overlap');
    this.check(slots.length <= this.options.width, `${slots.length} rows at once`);
    this.logits.fill(NaN); // what an earlier call returned is gone
    this.busy = true;
    try {
      await Promise.resolve();
      this.options.during(call);
    } finally {
      this.busy = false;
    }
    this.logits = new Float32Array(slots.length * this.vocab);
    slots.forEach((slot, i) => {
      const history = this.slots[slot] ?? [];
      this.check(slot < this.slots.length, `slot ${slot} is not there`);
      this.check(history.length === starts[i], `slot ${slot} holds ${history.length}, not ${starts[i] ?? ''}`);
      history.push(...(tokens[i] ?? []));
      this.check(history.length <= this.capacity && (tokens[i]?.length ?? 0) > 0, `slot ${slot} overflows`);
      this.logits.set(hashLogits(history, this.options), i * this.vocab);
    });
    return this.logits;
  }

  private check(holds: boolean, what: string): void {
    if (!holds) this.violations.push(what);
  }
}

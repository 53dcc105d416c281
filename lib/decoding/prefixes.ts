import type { SavedPrefix } from './model-port.ts';

// 64 MB hold four to eight task prompts of SmolLM2 (46 kB a token): all shot kinds of the task at hand.
const BUDGET_BYTES = 64 * 1024 * 1024;

/** States of shared prompt starts, least recently used out first. */
export class PrefixCache {
  private readonly kept = new Map<string, SavedPrefix>();
  private bytes = 0;

  constructor(private readonly budget = BUDGET_BYTES) {}

  get(ids: readonly number[]): SavedPrefix | null {
    const key = ids.join();
    const found = this.kept.get(key);
    if (!found) return null;
    this.kept.delete(key);
    this.kept.set(key, found);
    return found;
  }

  put(ids: readonly number[], prefix: SavedPrefix): void {
    if (prefix.bytes > this.budget) return;
    const name = ids.join();
    this.bytes -= this.kept.get(name)?.bytes ?? 0;
    this.kept.delete(name);
    this.kept.set(name, prefix);
    this.bytes += prefix.bytes;
    for (const [key, old] of this.kept) {
      if (this.bytes <= this.budget) break;
      this.kept.delete(key);
      this.bytes -= old.bytes;
    }
  }
}

import type { Random } from '../../sampling/random.ts';

/** Makes a planted text of a text; null where the text gives nothing to work on. Never the text itself. */
export type Transform = (text: string, random: Random) => string | null;

/** One of some things; undefined of none. */
export function pick<T>(from: readonly T[], random: Random): T | undefined {
  return from.length === 0 ? undefined : from[random.below(from.length)];
}

/** The things in an order drawn at random (Fisher and Yates). */
export function shuffled<T>(from: readonly T[], random: Random): readonly T[] {
  const all = [...from];
  for (let i = all.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    const [a, b] = [all[i], all[j]];
    if (a !== undefined && b !== undefined) [all[i], all[j]] = [b, a];
  }
  return all;
}

/** Tries transforms in an order drawn at random until one works. */
export function firstOf(transforms: readonly Transform[]): Transform {
  return (text, random) => {
    for (const transform of shuffled(transforms, random)) {
      const made = transform(text, random);
      if (made !== null && made !== text) return made;
    }
    return null;
  };
}

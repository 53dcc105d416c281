import type { PlantedKind } from '../../model/dedup.ts';
import { plantedKinds } from '../../model/dedup.ts';
import { createRandom, type Random } from '../../sampling/random.ts';
import { bundledParaphrase, bundledTexts, bundledTranslation } from './bundled.ts';
import { changeCase } from './case.ts';
import { changeInflection } from './inflection.ts';
import { changeNegation } from './negation.ts';
import { changeNumber } from './number.ts';
import { changeOrder } from './order.ts';
import { paraphrase } from './paraphrase.ts';
import { changeProfession } from './profession.ts';
import { changeSynonym } from './synonym.ts';
import type { Transform } from './transform.ts';
import { changeWord } from './word.ts';

/** A text and another made of it that is, or is not, the same in meaning. */
export interface Planted {
  readonly kind: PlantedKind;
  readonly duplicate: boolean;
  readonly original: string;
  readonly text: string;
  /** Whether the original comes with the app, because the user's texts gave nothing to work on. */
  readonly bundled: boolean;
}

const nothing: Transform = () => null;

/** By kind: what is made of the user's texts, and of those that come with the app. */
const transforms: Readonly<Record<PlantedKind, readonly [own: Transform, bundled: Transform]>> = {
  case: [changeCase, changeCase],
  order: [changeOrder, changeOrder],
  word: [changeWord, changeWord],
  inflection: [changeInflection, changeInflection],
  synonym: [changeSynonym, changeSynonym],
  paraphrase: [paraphrase, bundledParaphrase],
  translation: [nothing, bundledTranslation],
  number: [changeNumber, changeNumber],
  negation: [changeNegation, changeNegation],
  profession: [changeProfession, changeProfession],
};

export function isDuplicate(kind: PlantedKind): boolean {
  return kind !== 'number' && kind !== 'negation' && kind !== 'profession';
}

/** Texts longer than this (in UTF-16 units) are passed over: what is planted should be read and compared in seconds. */
const LONGEST = 4000;
/** Texts tried for each planted one: kinds that the user's texts hardly give must not take long. */
const TRIES = 40;

/**
 * Plants known duplicates and non-duplicates: `perKind` pairs of each kind at most, each of another text, drawn by `seed`
 * (see createRandom) from the user's texts, then from bundled ones. The same input gives the same pairs.
 */
export function plant(texts: readonly string[], perKind: number, seed: number): readonly Planted[] {
  return plantedKinds.flatMap((kind) => {
    const random = createRandom(`planted/1\n${seed}\n${kind}`);
    const [own, bundled] = transforms[kind];
    const pairs = own === nothing ? [] : pairsOf(texts, own, perKind, random, kind, false);
    return [...pairs, ...pairsOf(bundledTexts, bundled, perKind - pairs.length, random, kind, true)];
  });
}

function pairsOf(
  texts: readonly string[],
  transform: Transform,
  wanted: number,
  random: Random,
  kind: PlantedKind,
  bundled: boolean,
): readonly Planted[] {
  const found: Planted[] = [];
  const seen = new Set<string>();
  // Fisher and Yates's shuffle, as far as it is needed, over the places that it moved.
  const moved = new Map<number, number>();
  const tries = Math.min(texts.length, wanted * TRIES);
  for (let i = 0; i < tries && found.length < wanted; i += 1) {
    const at = i + random.below(texts.length - i);
    const original = texts[moved.get(at) ?? at] ?? '';
    moved.set(at, moved.get(i) ?? i);
    if (original.length > LONGEST || seen.has(original)) continue;
    seen.add(original);
    const text = transform(original, random);
    if (text === null || text === original || text.trim() === '') continue;
    found.push({ kind, duplicate: isDuplicate(kind), original, text, bundled });
  }
  return found;
}

import { wilson } from '../../lib/balance/intervals.ts';
import type { DedupMethod } from '../../lib/model/dedup.ts';
import type { PlantedCheck, PlantedKind, PlantedResult } from '../providers/dedup.tsx';
import { ENCODER, paperSetUp, methodOf, methodWords, wordsForOneChange } from './methods.ts';

export const kindWords: Readonly<Record<PlantedKind, string>> = {
  case: 'Case and punctuation',
  order: 'Word order',
  word: 'One word changed',
  inflection: 'Inflection',
  synonym: 'Synonym',
  paraphrase: 'Paraphrase',
  translation: 'Translation',
  number: 'Another number',
  negation: 'Negated',
  profession: 'Another profession',
};

export interface Seen {
  /** Of the planted pairs, 0 to 1; 0 where none was planted. */
  readonly share: number;
  readonly count: number;
  readonly n: number;
  /** The 95% interval of the share (Wilson). */
  readonly low: number;
  readonly high: number;
}

/** Similarities are single precision: 0.9 is stored a little below 0.9. */
const SLACK = 1e-6;

/** How many planted pairs are at least this alike. */
export function seenAt(similarities: Float32Array, threshold: number): Seen {
  const n = similarities.length;
  const count = similarities.reduce((sum, similarity) => sum + (similarity >= threshold - SLACK ? 1 : 0), 0);
  return { share: n === 0 ? 0 : count / n, count, n, ...wilson(count, n) };
}

/** A kind that at most one in ten of is seen: in practice the method is blind to it. */
const BLIND = 0.1;
/** Errors that are worth a warning: one in twenty of what was planted. */
const ERRS = 0.05;

const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** What a method can and cannot see at a threshold, in sentences; empty where nothing was measured with it. */
export function verdicts(check: PlantedCheck, method: DedupMethod, threshold: number): readonly string[] {
  const at = check.methods.findIndex((one) => sameMethod(one, method));
  if (at < 0) return [];
  const measured = check.results.flatMap((result) => {
    const similarities = result.similarities[at];
    return similarities && similarities.length > 0 ? [{ ...result, seen: seenAt(similarities, threshold) }] : [];
  });
  const named = (kinds: readonly PlantedResult[]) =>
    listed.format(kinds.map(({ kind }) => kindWords[kind].toLowerCase()));
  const blind = measured.filter(({ duplicate, seen }) => duplicate && seen.share <= BLIND);
  const wrong = measured.filter(({ duplicate, seen }) => !duplicate && seen.share > ERRS);
  const how = `At ${threshold.toFixed(2)}, ${methodWords(method)}`;
  const sentences: string[] = [];
  if (blind.length > 0) sentences.push(`${how} is blind, or nearly so, to: ${named(blind)}.`);
  else if (measured.some(({ duplicate }) => duplicate)) {
    sentences.push(`${how} sees more than one in ten of every planted kind.`);
  }
  if (saysWords(method) && threshold < 1 && measured.some(({ kind, seen }) => kind === 'word' && seen.share < 1)) {
    sentences.push(
      `One word replaced among n leaves n − 1 of n + 1 in common: at ${threshold.toFixed(2)} only texts of ${wordsForOneChange(threshold)} different words and more still count as the same.`,
    );
  }
  if (wrong.length > 0) {
    sentences.push(
      `It takes different texts for the same: ${wrong.map(({ kind, seen }) => `${kindWords[kind].toLowerCase()} (${seen.count} of ${seen.n})`).join(', ')}. Look through the clusters before you remove them.`,
    );
  }
  return sentences;
}

function saysWords(method: DedupMethod): boolean {
  return method.kind !== 'semantic' && method.tokens.kind === 'words' && method.tokens.size === 1;
}

/** Whether two recipes are the same; they are plain data with their parts in one order. */
export function sameMethod(a: DedupMethod, b: DedupMethod): boolean {
  if (a.kind === 'semantic' && b.kind === 'semantic') return a.fast === b.fast && a.model === b.model;
  if (a.kind === 'semantic' || b.kind === 'semantic') return false;
  if (a.tokens.kind !== b.tokens.kind || a.tokens.size !== b.tokens.size) return false;
  if (a.kind === 'exact' || b.kind === 'exact') return a.kind === b.kind;
  return a.permutations === b.permutations && a.seed === b.seed && a.verified === b.verified;
}

/** What a check measures: one method of each kind, the one in use among them; by meaning only where asked for. */
export function methodsToCheck(method: DedupMethod, meaning: boolean): readonly DedupMethod[] {
  const usual: readonly DedupMethod[] = [
    { kind: 'exact', tokens: paperSetUp.tokens },
    methodOf(paperSetUp),
    ...(meaning || method.kind === 'semantic' ? ([true, false] as const) : []).map((fast): DedupMethod => ({
      kind: 'semantic',
      model: ENCODER,
      fast,
    })),
  ];
  return usual.map((one) =>
    one.kind === method.kind && (one.kind !== 'semantic' || method.kind !== 'semantic' || one.fast === method.fast)
      ? method
      : one,
  );
}

/** Which kinds were made, at least in part, from texts of the app because the user's own gave too little; or nothing. */
export function bundledWords({ results }: PlantedCheck): string {
  const kinds = results.filter(({ bundled }) => bundled > 0);
  if (kinds.length === 0) return '';
  const names = listed.format(
    kinds.map(({ kind, bundled, planted }) => {
      const name = kindWords[kind].toLowerCase();
      return bundled < planted ? `${name} (${bundled} of ${planted})` : name;
    }),
  );
  return `* From texts that come with the app, where yours give too little to work on: ${names}.`;
}

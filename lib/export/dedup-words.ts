import type { DedupDecision, DedupMethod, KeepRule } from '../model/dedup.ts';
import { dedupNote } from './answers.ts';
import type { CardDecision } from './card.ts';

const keepWords: Readonly<Record<KeepRule, string>> = {
  first: 'the first in order stays',
  longest: 'the longest stays',
  specific: 'the one with the rarest words stays',
  voted: 'the best voted stays',
};

/** A decision as a sentence and as it is kept. @param noun what was compared: `answer` or `persona` */
export function cardDecision(decision: DedupDecision, noun: string): CardDecision {
  const { scope, threshold, keep, byHand, before, clusters, removed } = decision;
  const note = dedupNote(decision);
  const gone = removed.similarity.length;
  const hand = byHand > 0 ? ` (${byHand} chosen by hand)` : '';
  return {
    words:
      `${note.date?.slice(0, 10) ?? 'At an unknown time'}, ${scope}: ${methodWords(decision.method)}, from a likeness of ${threshold}. ` +
      `Of ${before} ${noun}s ${gone} went; in ${clusters === 1 ? 'the one cluster' : `each of ${clusters} clusters`}${hand} ${keepWords[keep]}.`,
    decision: note,
  };
}

function methodWords(method: DedupMethod): string {
  switch (method.kind) {
    case 'exact':
      return `compared by ${tokenWords(method.tokens)} (Jaccard similarity, every pair found)`;
    case 'minhash':
      return `compared by ${tokenWords(method.tokens)} with MinHash (${method.permutations} permutations, seed ${method.seed}, ${method.verified ? 'verified' : 'estimates only'})`;
    case 'semantic':
      return `compared by meaning (cosine of ${method.model}${method.fast ? ', of the pairs that static vectors propose' : ''})`;
  }
}

function tokenWords({ kind, size }: Extract<DedupMethod, { kind: 'exact' }>['tokens']): string {
  if (size > 1) return `runs of ${size} ${kind}`;
  return kind === 'words' ? 'words' : 'characters';
}

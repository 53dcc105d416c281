import { W } from './data/words.ts';
import type { Sentence, Subject } from './subject.ts';
import { GAP } from './tokens.ts';

/**
 * The person's gender by the words of the text: of the subject itself ("a woman", "a waitress"), else by the first
 * pronoun, unless somebody else came before it ("a nurse whose brother … he"). Words for kin gender whoever they name.
 */
export function findGender(s: Sentence, subject: Subject): string | null {
  for (let i = subject.from; i < subject.end; i += 1) if (s.is(i, W.nonbinary)) return 'nonbinary';
  if (s.word(subject.from) === 'non' && s.word(subject.from + 1) === 'binary') return 'nonbinary';
  for (let i = subject.from; i < subject.end; i += 1) {
    if (s.word(i) === 'non' && s.word(i + 1) === 'binary') return 'nonbinary';
    const gender = genderOfWord(s, i);
    // Before its head a word may be a quality ("a female nurse") but not a relative ("a mother figure").
    if (gender && !s.possessive(i) && !(s.is(i + 1, W.notGender) && s.gap(i + 1) <= GAP.hyphen)) return gender;
  }
  let others = false;
  for (let i = 0; i < s.count; i += 1) {
    if (s.is(i, W.she | W.he)) {
      if (others && i > subject.end) return null;
      // "he or she", "his/her", "(s)he" say nothing.
      const either = s.is(i + 1, W.she | W.he) || (s.is(i + 2, W.she | W.he) && ['or', 'and'].includes(s.word(i + 1)));
      if (either) return null;
      return s.is(i, W.she) ? 'female' : 'male';
    }
    if (i >= subject.end && isSomebodyElse(s, i)) others = true;
  }
  return null;
}

function genderOfWord(s: Sentence, i: number): string | null {
  if (s.is(i, W.woman)) return 'female';
  if (s.is(i, W.man)) return 'male';
  return null;
}

/** One other person, who a later pronoun may mean: "a player", "an elderly neighbour", "the child". */
function isSomebodyElse(s: Sentence, i: number): boolean {
  if (!s.is(i, W.person | W.woman | W.man | W.student) && s.titleAt(i, i) === null) return false;
  if (s.possessive(i) || s.is(i, W.preposition)) return false;
  for (let at = i - 1; at >= i - 3 && at >= 0 && s.gap(at + 1) <= GAP.hyphen; at -= 1) {
    if (s.is(at, W.she | W.he)) return false; // "her brother": she came first and decided
    if (s.word(at) === 'their' || s.word(at) === 'whose') return true;
    if (s.is(at, W.determiner)) return true;
    if (s.is(at, W.preposition | W.clause | W.verb)) return false;
  }
  return false;
}

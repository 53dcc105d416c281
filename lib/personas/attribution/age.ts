import { W } from './data/words.ts';
import type { Sentence, Subject } from './subject.ts';
import { GAP } from './tokens.ts';

/** The age band of a number of years; null where nobody is that old. */
export function bandOf(years: number): string | null {
  if (!(years >= 0 && years <= 120)) return null;
  if (years < 15) return '0-14';
  if (years >= 75) return '75+';
  const from = Math.floor((years - 5) / 10) * 10 + 5;
  return `${from}-${from + 9}`;
}

/** A number of years from word i on ("34", "thirty-four"), and where it ends. */
function numberAt(s: Sentence, i: number): { readonly years: number; readonly end: number } | null {
  const { number } = s.info(i);
  if (number < 0) return null;
  const unit = s.info(i + 1).number;
  const both =
    number >= 20 && number % 10 === 0 && unit > 0 && unit < 10 && s.gap(i + 1) <= GAP.hyphen && !/^\d/.test(s.word(i));
  return both ? { years: number + unit, end: i + 2 } : { years: number, end: i + 1 };
}

/**
 * The person's age band where the text gives a number of years, a part of a decade that lies in one band ("in her late
 * fifties"; "in her fifties" spans two), or a stage of life that does (toddler, octogenarian).
 */
export function findAge(s: Sentence, subject: Subject): string | null {
  const stage = stageOf(s, subject);
  let clause = false;
  for (let i = 0; i < s.count; i += 1) {
    if (i >= subject.end && s.is(i, W.clause)) clause = true;
    const decade = decadeAt(s, i);
    if (decade !== undefined && !(clause && i > subject.end + REACH)) return decade;
    const found = numberAt(s, i);
    if (!found) continue;
    const years = isAge(s, i, found.years, found.end, subject, clause);
    if (years >= 0) return bandOf(years);
    i = found.end - 1;
  }
  return stage;
}

/** A decade this many words into another clause is somebody else's. */
const REACH = 8;

/** The person's years, or -1 where the number counts something else. */
function isAge(s: Sentence, i: number, years: number, end: number, subject: Subject, clause: boolean): number {
  const next = s.word(end);
  const before = s.word(i - 1);
  if ((next === 'year' || next === 'years') && s.word(end + 1) === 'old' && !s.word(end + 2).startsWith('s ')) {
    const own = i <= subject.end || (!clause && s.gap(i) === GAP.comma) || before === 'is' || before === 'am';
    const other = i > subject.from && i > subject.head && subject.head >= 0 && i < subject.end;
    return own && !other ? years : -1;
  }
  if (before === 'aged' || (before === 'age' && !clause)) {
    const whose = s.word(i - 2);
    const others = whose.endsWith('s') && s.gap(i - 1) === GAP.space && i - 2 > subject.head;
    return clause || others || next === 'to' || next === 'and' ? -1 : years;
  }
  if (years < 4 || years > 110) return -1;
  if (before === 'approaching' || before === 'nearing') return i < 4 ? years - 1 : -1;
  if ((before === 'turned' || before === 'turning') && (i < 4 || s.word(i - 2) === 'just') && !clause) return years;
  const closes = s.gap(end) >= GAP.comma || end >= s.count;
  const opens = i === 0 || (i === 1 && ['just', 'now', 'barely'].includes(before));
  if (
    opens &&
    (closes || s.is(end, W.and) || next === 'next' || next === 'this' || (next === 'years' && s.word(end + 1) === 'of'))
  )
    return years;
  const grown = years >= 14;
  // "At eighteen she learns weaving", "living alone at fifty,", "retired at 62".
  if (
    before === 'at' &&
    grown &&
    !clause &&
    (closes || s.is(end, W.she | W.he) || (i === 1 && s.is(end, W.determiner)) || s.word(i - 2) === 'retired')
  )
    return years;
  // "She is nineteen, …", "the owner is thirty and …"
  if (before === 'is' && grown && i < EARLY && (closes || s.is(end, W.and))) return years;
  if (before === 'now' && grown && s.gap(i - 1) === GAP.comma && closes) return years;
  const ends = closes || s.is(end, W.preposition | W.clause | W.she | W.he | W.verb) || next.endsWith('ing');
  if (clause || !ends || next === 'of') return -1;
  if (before === 'of') return yearsOf(s, i, years);
  const aside = s.gap(i) === GAP.comma || (before === 'just' && s.gap(i - 1) === GAP.comma);
  return aside && s.gap(end) !== GAP.hyphen && i > 0 ? years : -1;
}

/** Further on, "is" belongs to somebody or something else. */
const EARLY = 10;

/** "a boy of nine", "a clerk of 33 in …", but "a mother of three" and "a team of forty". */
function yearsOf(s: Sentence, i: number, years: number): number {
  const who = i - 2;
  if (years >= 16)
    return /^(?:team|class|family|group|company|population|total|village|crew|staff|fleet|collection|flock|herd|chain|choir|community|band|house)$|[^s]s$/.test(
      s.word(who),
    )
      ? -1
      : years;
  return years > 6 && s.is(who, W.child | W.student | W.man | W.woman) && !/mother|father/.test(s.word(who))
    ? years
    : -1;
}

/** Undefined: no decade here. Null: one that spans two bands. */
function decadeAt(s: Sentence, i: number): string | null | undefined {
  const { decade } = s.info(i);
  if (decade < 0 || i < 2) return undefined;
  const part = s.word(i - 1);
  const whose = ['early', 'mid', 'late'].includes(part) ? s.word(i - 2) : part;
  if (!['her', 'his', 'their', 'my'].includes(whose)) return undefined;
  const in_ = s.word(i - (whose === part ? 2 : 3));
  if (in_ !== 'in' && in_ !== 'into') return undefined;
  if (decade >= 80) return '75+';
  if (part === 'early') return decade === 10 ? '0-14' : bandOf(decade + 2);
  if (part === 'late') return bandOf(decade + 8);
  return null;
}

function stageOf(s: Sentence, subject: Subject): string | null {
  for (let i = subject.from; i < subject.end; i += 1) {
    if (s.is(i, W.aged)) return '75+';
    if (s.is(i, W.child) && subject.head === i && !s.possessive(i)) return '0-14';
    const school = s.word(i) === 'school' ? s.word(i - 1) : '';
    const pupil = !s.possessive(i + 1) && ['student', 'pupil', 'boy', 'girl'].includes(s.word(i + 1));
    if (pupil && ['primary', 'elementary', 'middle'].includes(school)) return '0-14';
    if (
      ['schooler', 'grader'].includes(s.word(i)) &&
      ['middle', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'].includes(s.word(i - 1))
    )
      return '0-14';
  }
  return null;
}

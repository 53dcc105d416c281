import { W } from './data/words.ts';
import type { Lexicon, Node, Place, Word } from './lexicon.ts';
import { GAP, type Tokens } from './tokens.ts';

/** Rules look a few words back and ahead; beyond a text's ends there are words that are nothing. */
const MARGIN = 8;
/** More words than this say nothing more about who the person is. */
const MAX_WORDS = 400;

const nothing: Word = { bits: 0, number: -1, decade: -1, language: null, title: null, place: null };

/** A text's words with what the lexicon knows of each; used again for the next text. */
export class Sentence {
  private readonly infos: Word[] = Array<Word>(MAX_WORDS + 2 * MARGIN).fill(nothing);
  private readonly bits = new Int32Array(MAX_WORDS + 2 * MARGIN);
  count = 0;

  constructor(
    private readonly tokens: Tokens,
    private readonly lexicon: Lexicon,
  ) {}

  read(text: string): void {
    const { tokens, infos, bits, lexicon } = this;
    tokens.read(text, MAX_WORDS);
    this.count = tokens.count;
    for (let i = 0; i < tokens.count; i += 1) {
      const info = lexicon.word(tokens.words[i] ?? '');
      infos[i + MARGIN] = info;
      bits[i + MARGIN] = info.bits;
    }
    const end = tokens.count + MARGIN;
    infos.fill(nothing, end, end + MARGIN);
    bits.fill(0, end, end + MARGIN);
  }

  word(i: number): string {
    return i >= 0 && i < this.count ? (this.tokens.words[i] ?? '') : '';
  }
  info(i: number): Word {
    return this.infos[i + MARGIN] ?? nothing;
  }
  is(i: number, bits: number): boolean {
    return ((this.bits[i + MARGIN] ?? 0) & bits) !== 0;
  }
  /** What stands before word i. */
  gap(i: number): number {
    return i >= 0 && i <= this.count ? (this.tokens.gaps[i] ?? GAP.sentence) : GAP.sentence;
  }
  capital(i: number): boolean {
    return i >= 0 && i < this.count && (this.tokens.capital[i] ?? false);
  }
  possessive(i: number): boolean {
    return i >= 0 && i < this.count && (this.tokens.possessive[i] ?? false);
  }

  /** The ISCO-08 group of the longest title that ends at word i and begins at `from` or later. */
  titleAt(i: number, from: number): string | null {
    const { title } = this.info(i);
    if (title === null) return null;
    let best = title.value;
    let node: Node<string> = title;
    for (let at = i - 1; at >= from && this.gap(at + 1) <= GAP.hyphen; at -= 1) {
      const next = node.next?.get(this.word(at));
      if (!next) break;
      node = next;
      if (node.value !== null) best = node.value;
    }
    return best;
  }

  /** The longest place that begins at word i, and where it ends. */
  placeAt(i: number): { readonly place: Place; readonly end: number } | null {
    let node = this.info(i).place;
    let found: { place: Place; end: number } | null = null;
    for (let at = i; node !== null; at += 1) {
      if (node.value) found = { place: node.value, end: at + 1 };
      if (this.gap(at + 1) > GAP.hyphen || at + 1 >= this.count) break;
      node = node.next?.get(this.word(at + 1)) ?? null;
    }
    return found;
  }
}

/** The noun phrase that says who the person is. */
export interface Subject {
  readonly from: number;
  /** Behind its last word. */
  readonly end: number;
  readonly group: string | null;
  /** The title, or the word for a person; -1 where there is neither. */
  readonly head: number;
  /** Whether it says that the person has no job (any more): retired, a student, a former pilot. */
  readonly idle: boolean;
}

const stops = W.preposition | W.clause | W.verb | W.she | W.he | W.no;
const human = W.person | W.woman | W.man | W.student;
/** Introductions such as "This persona is most likely a …" are over by then. */
const REACH = 30;

/** Reads the noun phrase that begins at `from`. */
export function phraseAt(s: Sentence, from: number): Subject {
  let head = -1;
  let person = -1;
  let group: string | null = null;
  let idle = false;
  let at = from;
  for (; at < s.count; at += 1) {
    if (at > from) {
      const gap = s.gap(at);
      if (gap > GAP.hyphen) break;
      // "a freelance - or nearly so - nurse" has its gap above; a second determiner begins another phrase.
      if (s.is(at, W.determiner)) break;
      const named = head >= 0 || person >= 0;
      if (named && gap !== GAP.hyphen && s.is(at, W.verbForm)) break;
      if (named && s.is(at, W.and) && gap !== GAP.hyphen) break;
    }
    if (s.is(at, stops) && !isAdverb(s, at)) break;
    if (s.is(at, W.turned)) {
      idle = false;
      head = -1;
      group = null;
      continue;
    }
    if (s.is(at, W.notYet) && !isHeadHere(s, at, from)) idle = true;
    const title = s.titleAt(at, from);
    if (title !== null) {
      group = s.possessive(at) ? null : title;
      head = s.possessive(at) ? -1 : at;
    } else if (s.is(at, W.notHolder) && head >= 0 && s.gap(at) <= GAP.hyphen) {
      group = null;
      head = -1;
    }
    if (s.is(at, human)) person = at;
    if (s.is(at, W.student)) idle = true;
  }
  if (leftIt(s, at)) idle = true;
  const last = head >= 0 ? head : person;
  return { from, end: at, group: idle ? null : group, head: last, idle };
}

/** ", retired in May", "no longer": said right behind the phrase, it ends the job. */
function leftIt(s: Sentence, at: number): boolean {
  if (s.word(at) === 'no' && s.word(at + 1) === 'longer') return true;
  for (let i = at; i < at + LATER && i < s.count; i += 1) {
    if (s.is(i, W.clause | W.she | W.he)) return false;
    const opens = s.gap(i) === GAP.comma || ['long', 'now', 'recently', 'newly', 'also'].includes(s.word(i - 1));
    if (opens && ['retired', 'unemployed', 'jobless'].includes(s.word(i))) return true;
  }
  return false;
}

/** How far behind its phrase a person is called retired. */
const LATER = 12;

/** "based", "off" and "like" inside a phrase: "a London-based nurse". */
function isAdverb(s: Sentence, at: number): boolean {
  return s.gap(at) === GAP.hyphen || s.gap(at + 1) === GAP.hyphen;
}

/** "volunteer" and "intern" may be the person as well as a quality. */
function isHeadHere(s: Sentence, at: number, from: number): boolean {
  return at > from && s.is(at, W.person) && s.gap(at + 1) > GAP.hyphen;
}

/**
 * Who the text is about: the phrase that it begins with, or the one behind an introduction ("Approaching sixty, a …",
 * "This person is a …", "A woman who works as a …").
 */
export function findSubject(s: Sentence): Subject {
  const first = phraseAt(s, s.is(0, W.clause) && s.word(0) === 'as' ? 1 : 0);
  if (first.group !== null || (first.idle && first.head >= 0)) return first;
  const behind = behindOpeningAge(s);
  if (behind > 0) {
    const found = phraseAt(s, behind);
    if (found.group !== null || found.head >= 0) return found;
  }
  const reach = Math.min(s.count, REACH);
  let whose = false;
  for (let i = Math.max(first.end - 1, 1); i < reach; i += 1) {
    if (s.gap(i) === GAP.sentence && first.head >= 0) break;
    if (s.word(i) === 'whose') whose = true;
    const start = anchor(s, i, first, whose);
    if (start < 0) continue;
    const found = phraseAt(s, start);
    if (found.group !== null || (found.idle && first.head < 0) || (first.head < 0 && found.head >= 0)) {
      if (first.idle) return { ...found, group: null, idle: true };
      if (first.head < 0) return found;
      // What is said of the person before stays part of the subject: "a 34-year-old woman who works as a nurse".
      return s.word(i) === 'as'
        ? { ...found, from: first.from, end: first.end, head: first.head }
        : { ...found, from: first.from };
    }
  }
  return first;
}

/** Where a phrase about the person begins behind word i; -1 where none does. */
function anchor(s: Sentence, i: number, first: Subject, whose: boolean): number {
  const word = s.word(i);
  if (word === 'is' || word === 'am' || word === 'are' || word === 'be') {
    const before = s.word(i - 1);
    const own =
      i - 1 === first.head ||
      ['who', 'i', 'you', 'persona', 'likely', 'person', 'could', 'would', 'might'].includes(before) ||
      s.is(i - 1, W.she | W.he) ||
      s.capital(i - 1);
    if (!own || (whose && before !== 'who')) return -1;
    let at = i + 1;
    while (['likely', 'probably', 'also', 'currently', 'now', 'most', 'both'].includes(s.word(at))) at += 1;
    return s.is(at, W.no) ? -1 : at;
  }
  if (word === 'as' && s.is(i - 1, W.works) && s.gap(i) === GAP.space) {
    const own =
      i - 1 <= first.end ||
      /ing$|^employed$|^job$|^career$/.test(s.word(i - 1)) ||
      s.word(i - 2) === 'who' ||
      s.is(i - 2, W.she | W.he);
    const denied = s.is(i - 2, W.no) || s.is(i - 3, W.no);
    return own && !whose && !denied ? i + 1 : -1;
  }
  const opens = s.gap(i) === GAP.comma && s.is(i, W.determiner) && s.word(i) !== 'some' && s.word(i) !== 'that';
  return opens && first.head < 0 ? i : -1;
}

/** "Twenty-two, a nurse in …", "Just eighteen and a waiter …", "Aged 23 and …": where the phrase begins; -1 for others. */
function behindOpeningAge(s: Sentence): number {
  let at = ['aged', 'just', 'now', 'barely'].includes(s.word(0)) ? 1 : 0;
  if (s.info(at).number < 0) return -1;
  while (s.info(at).number >= 0) at += 1;
  if (s.is(at, W.and)) return at + 1;
  return s.gap(at) === GAP.comma ? at : -1;
}

import { W } from './data/words.ts';
import type { Place } from './lexicon.ts';
import type { Sentence, Subject } from './subject.ts';
import { GAP } from './tokens.ts';

/** A pronoun or verb this early is the subject's own. */
const OWN = 5;
/** What "of" stands behind when it tells where somebody is. */
const sites = new Set(
  'town city village outskirts island edge suburb suburbs coast state province county region mountains valley north south east west heart centre center port district slums lanes hills streets'.split(
    ' ',
  ),
);

/** How far a walk from a place back to its preposition goes: "in the small seaside town of Whitby". */
const BACK = 6;

export interface Whereabouts {
  /** Where the person lives. */
  readonly place: Place | null;
  /** The country of an adjective: a Nigerian doctor in London did not grow up with English. */
  readonly origin: string | null;
}

/**
 * Where the person lives, as far as the text says so: behind a preposition that belongs to the person ("a nurse in
 * Lagos", "who lives near Lagos"), or before the person's title ("a Lagos nurse", "a Nigerian nurse"). What is a topic
 * ("a fan of Japan"), a way ("to Japan"), a birth or a name is passed over.
 */
export function findPlace(s: Sentence, subject: Subject): Whereabouts {
  let best: Place | null = null;
  let origin: string | null = null;
  let rank = 0;
  const state = { clause: false, deed: -1 };
  for (let i = 0; i < s.count;) {
    if (i >= subject.end) {
      // A text that opens with "She carries …", "At thirty he sells …" or "Runs a shop …" says in its first clause what
      // the person does.
      const own = subject.head < 0 && i < OWN && s.is(i, W.she | W.he | W.verb);
      if (!state.clause && !own && s.is(i, W.clause | W.she | W.he | W.verb)) state.clause = true;
      else if (s.is(i, W.ing)) state.deed = i;
    }
    const found = s.info(i).place && s.capital(i) ? s.placeAt(i) : null;
    if (!found || isPartOfName(s, i, found.end)) {
      i += 1;
      continue;
    }
    const weight =
      s.info(i).language !== null && s.word(found.end) === 'speaking'
        ? 0
        : weigh(s, i, found.end, found.place, subject, state);
    if (weight > rank || (weight === rank && weight > 0 && best?.country == null && found.place.country !== null)) {
      best = found.place;
      rank = weight;
    }
    if (found.place.kind === 'adjective' && weight > 0) origin ??= found.place.country;
    const outer = weight > 0 ? outerPlace(s, found.end) : null;
    if (outer && rank === weight) best = outer;
    i = found.end;
  }
  return { place: best ?? findOuterPlace(s, subject), origin };
}

interface State {
  /** Behind the first "who", "whose", … */
  readonly clause: boolean;
  /** The last participle behind the subject, or -1. */
  readonly deed: number;
}

/** "Paris Hilton", "Michael Jordan", "Chelsea FC": capitals on either side make a longer name. */
function isPartOfName(s: Sentence, from: number, end: number): boolean {
  const after = s.capital(end) && s.gap(end) === GAP.space && s.info(end).place === null && s.info(end).title === null;
  const before =
    from > 1 &&
    s.capital(from - 1) &&
    s.gap(from) === GAP.space &&
    s.info(from - 1).bits === 0 &&
    s.info(from - 1).place === null;
  return (after && s.word(end) !== 's') || before;
}

/** 0 for no, then: an adjective, a name before a noun, a preposition that belongs to the person, "lives in". */
function weigh(s: Sentence, i: number, end: number, place: Place, subject: Subject, state: State): number {
  if (place.kind === 'adjective' || isAdjectiveRegion(s, i, place)) return adjective(s, i, end, place, subject);
  const preposition = leading(s, i);
  if (preposition >= 0) {
    const word = s.word(preposition);
    const before = preposition - 1;
    if (!['in', 'from', 'at', 'near', 'outside', 'of', 'on', 'around', 'based'].includes(word)) return 0;
    if (s.is(before, W.lives) && !s.is(before, W.no) && (s.word(before) !== 'native' || word === 'of'))
      return s.word(before) === 'native' ? 2 : 4;
    if (s.word(before) === 'works' || s.word(before) === 'based') return 4;
    if (state.clause || (s.is(before, W.topic) && !comesFrom(s, before, subject))) return 0;
    if (place.alsoName && word === 'of') return 0;
    if (word === 'of')
      return before === subject.head || s.info(before).number >= 0 || sites.has(s.word(before)) ? 3 : 0;
    if (state.deed >= 0) return s.is(state.deed, W.about) ? 0 : 2;
    return 3;
  }
  if (i === 0 && s.gap(end) === GAP.comma) return 0;
  // A name before a noun: "a Haifa sculptor", "director of a Memphis food bank".
  const nounFollows =
    s.gap(end) <= GAP.hyphen &&
    end < s.count &&
    !s.capital(end) &&
    !s.is(end, W.preposition | W.clause | W.verb | W.notHolder);
  if (!nounFollows || place.kind === 'city' || place.kind === 'region' || place.alsoName || state.clause) return 0;
  if (s.word(end) === 'based') return 3;
  if (i < subject.end && (subject.head < 0 || end <= subject.head)) return s.is(end, W.subject) ? 0 : 2;
  return behindHead(s, i, subject) ? 2 : 0;
}

/** "a football fan from Leeds" lives there; a refugee or migrant from somewhere does not. */
function comesFrom(s: Sentence, before: number, subject: Subject): boolean {
  return (
    before === subject.head &&
    s.word(before + 1) === 'from' &&
    !/^(?:refugee|e?migre|exile|expat|(?:im)?migrant)/.test(s.word(before))
  );
}

/** "director of a Memphis food bank", "editor of a small Montana newspaper" */
function behindHead(s: Sentence, i: number, subject: Subject): boolean {
  let at = i - 1;
  while (s.is(at, W.part) && !s.is(at, W.determiner)) at -= 1;
  if (!s.is(at, W.determiner) || !s.is(at - 1, W.preposition)) return false;
  return (
    at - 2 === subject.head || (['in', 'at', 'outside', 'near'].includes(s.word(at - 1)) && !s.is(at - 2, W.topic))
  );
}

const isAdjectiveRegion = (s: Sentence, i: number, place: Place): boolean =>
  place.kind === 'region' && /an$|ern$|c$/.test(s.word(i)) && leading(s, i) < 0;

function adjective(s: Sentence, _i: number, end: number, _place: Place, subject: Subject): number {
  if (end > subject.end || (subject.head >= 0 && end > subject.head + 1)) return 0;
  if (s.is(end, W.subject) && s.gap(end) <= GAP.hyphen) return 0;
  // "an English literature teacher": what follows is taught.
  if (s.is(end + 1, W.subject) && s.gap(end + 1) <= GAP.hyphen && end + 1 < subject.end) return 0;
  if (s.word(end) === 'language' || s.word(end) === 'speaking' || s.word(end) === 'born' || s.word(end) === 'trained')
    return 0;
  return 1;
}

/** The preposition before a place, with "the", "southern" or the front of a longer name between; -1 where there is none. */
function leading(s: Sentence, i: number): number {
  let at = i - 1;
  for (let steps = 0; steps < BACK && at >= 0 && s.gap(at + 1) <= GAP.hyphen; steps += 1, at -= 1) {
    if (s.is(at, W.preposition)) return at;
    if (!s.is(at, W.part)) return -1;
  }
  return -1;
}

/** "in Tripoli, Lebanon": what a place is followed by says which one it is. */
function outerPlace(s: Sentence, end: number): Place | null {
  if (s.gap(end) !== GAP.comma || !s.capital(end)) return null;
  const found = s.placeAt(end);
  return found && found.place.kind !== 'adjective' && !s.capital(found.end) ? found.place : null;
}

/**
 * A country or state behind an unknown or shared name: "in Córdoba, Argentina", "of Salto, Uruguay". Asked only where
 * nothing else was found.
 */
function findOuterPlace(s: Sentence, subject: Subject): Place | null {
  for (let i = Math.max(1, subject.head); i < s.count; i += 1) {
    if (s.is(i, W.clause)) return null;
    if (s.gap(i) !== GAP.comma || !s.capital(i) || !s.capital(i - 1)) continue;
    const found = s.placeAt(i);
    if (!found || found.place.kind === 'adjective') continue;
    let at = i - 1;
    while (
      at > 0 &&
      s.gap(at + 1) <= (at === i - 1 ? GAP.comma : GAP.hyphen) &&
      (s.capital(at) || s.word(at) === 'the')
    )
      at -= 1;
    if (s.is(at, W.preposition) && !s.is(at - 1, W.topic)) return found.place;
  }
  return null;
}

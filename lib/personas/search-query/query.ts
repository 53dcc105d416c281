import { unitsOf } from '../search-index/characters.ts';
import { normalisePersona } from '../normalise.ts';
import { fold } from '../fold.ts';

/** Tokens of the index whose rows may hold a clause. */
export interface Lookup {
  /** The token itself, all that begin with the bytes, end with them, or have them anywhere. */
  readonly kind: 'token' | 'begins' | 'ends' | 'has';
  readonly bytes: Uint8Array;
}

/** Units one after the other, whatever separates them; of a prefix the last unit may go on. */
export interface Phrase {
  readonly kind: 'phrase';
  readonly units: readonly string[];
  readonly prefix: boolean;
}

/** These characters of the folded text, wherever they begin and end. */
export interface Inside {
  readonly kind: 'inside';
  readonly folded: string;
}

export interface Clause {
  readonly negated: boolean;
  readonly means: Phrase | Inside;
  /** Every row of the clause is among the rows of each of these; without any it may be any row. */
  readonly lookups: readonly Lookup[];
  /** Whether the rows of the only lookup are exactly the rows of the clause. */
  readonly exact: boolean;
}

/** All clauses that are not negated hold, and none that is. */
export interface Query {
  readonly clauses: readonly Clause[];
}

const QUOTES = /["“”„«»]/u;

/**
 * Reads a query. Terms are separated by white space, all must hold, upper and lower case and accents are one:
 *
 * - `nurse`: the whole word. In scripts without spaces (Chinese, Japanese, Thai, …) each character counts as a word of
 *   its own and those of one term must follow each other, so that any piece of text is found.
 * - `"night nurse"`: these words in this order with nothing but spaces and punctuation between them. A term with
 *   punctuation in it (`self-taught`) means the same. Quotes may be curly, and the last one may be missing.
 * - `teach*`: words that begin so; of a phrase (`"night nur*"`, `"night nur"*`) the last word may go on.
 * - `=each`: these characters anywhere, also inside words and with their punctuation (`=c++`, `="h n"`).
 * - `-term`: not this; before any of the above.
 *
 * Terms without a letter, digit or pictograph say nothing and are left out, but for `=`. Reads any text, never throws.
 */
export function parseQuery(text: string): Query {
  const source = Array.from(normalisePersona(text));
  const clauses: Clause[] = [];
  let i = 0;
  while (i < source.length) {
    if (source[i] === ' ') {
      i += 1;
      continue;
    }
    const negated = source[i] === '-';
    if (negated) i += 1;
    const inside = source[i] === '=';
    if (inside) i += 1;
    const quoted = QUOTES.test(source[i] ?? '');
    if (quoted) i += 1;
    const from = i;
    while (i < source.length && !(quoted ? QUOTES.test(source[i] ?? '') : source[i] === ' ')) i += 1;
    let term = source.slice(from, i).join('');
    if (quoted) {
      i += 1;
      if (!inside && source[i] === '*') {
        i += 1;
        term += '*';
      }
    }
    const clause = inside ? insideClause(fold(term), negated) : phraseClause(term, negated);
    if (clause) clauses.push(clause);
  }
  return { clauses };
}

/** Each of the words (separated by white space) anywhere, also inside longer words: how Play's picker searches. */
export function parseWords(text: string): Query {
  const words = new Set(fold(normalisePersona(text)).split(/\s+/u));
  return { clauses: [...words].map((word) => insideClause(word, false)).filter((clause) => clause !== null) };
}

/** The words of all clauses as one phrase, where there are several and they are whole words; else null. */
export function asPhrase(query: Query): Phrase | null {
  const wanted = query.clauses.filter((clause) => !clause.negated);
  if (wanted.length < 2) return null;
  const units: string[] = [];
  for (const { means } of wanted) {
    if (means.kind !== 'phrase' || means.prefix) return null;
    units.push(...means.units);
  }
  return { kind: 'phrase', units, prefix: false };
}

const encoder = new TextEncoder();
const lookup = (kind: Lookup['kind'], text: string): Lookup => ({ kind, bytes: encoder.encode(text) });

function phraseClause(term: string, negated: boolean): Clause | null {
  const units = unitsOf(fold(term));
  const last = units.at(-1);
  if (!last) return null;
  // A sign has no longer form: a star after one changes nothing.
  const prefix = term.trimEnd().endsWith('*') && !last.sign;
  const lookups: Lookup[] = [];
  for (const [i, unit] of units.entries()) {
    const next = units[i + 1];
    if (!unit.sign) lookups.push(lookup(prefix && unit === last ? 'begins' : 'token', unit.text));
    else if (next?.sign) lookups.push(lookup('token', unit.text + next.text));
    else if (!units[i - 1]?.sign) lookups.push(lookup('token', unit.text));
  }
  const covered = units.length === 1 || (units.length === 2 && units.every((unit) => unit.sign));
  const means = { kind: 'phrase', units: units.map((unit) => unit.text), prefix } as const;
  return { negated, means, lookups, exact: covered };
}

function insideClause(folded: string, negated: boolean): Clause | null {
  if (folded === '') return null;
  const units = unitsOf(folded);
  const lookups: Lookup[] = [];
  let exact = false;
  for (const [i, unit] of units.entries()) {
    // The text may go on before the first character and after the last one.
    const open = unit.at === 0;
    const openEnd = unit.at + unit.text.length === folded.length;
    const next = units[i + 1];
    if (!unit.sign) {
      lookups.push(lookup(open ? (openEnd ? 'has' : 'ends') : openEnd ? 'begins' : 'token', unit.text));
      exact = open && openEnd;
    } else if (next?.sign) {
      const nextOpen = next.at + next.text.length === folded.length;
      lookups.push(lookup(nextOpen ? 'begins' : 'token', unit.text + next.text));
    } else if (!units[i - 1]?.sign) {
      lookups.push(lookup(openEnd ? 'begins' : 'token', unit.text));
    }
  }
  return { negated, means: { kind: 'inside', folded }, lookups, exact };
}

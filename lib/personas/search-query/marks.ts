import { unitsOf, type Unit } from '../search-index/characters.ts';
import { fold } from '../fold.ts';
import type { Phrase, Query } from './query.ts';

// A character with the marks that go with it, as far as folding can look: half-width voicing marks become marks.
const clusterPattern = /[^\p{M}\uFF9E\uFF9F]?[\p{M}\uFF9E\uFF9F]*/gu;

// A page of a few dozen texts asks for the same few hundred again and again.
const folds = new Map<string, string>();
const FOLDS = 10_000;

function foldCluster(cluster: string): string {
  const known = folds.get(cluster);
  if (known !== undefined) return known;
  const folded = fold(cluster);
  if (folds.size >= FOLDS) folds.clear();
  folds.set(cluster, folded);
  return folded;
}

/** A text folded, with the way back. */
class FoldedText {
  folded = '';
  /** For each UTF-16 unit of `folded` the cluster it is from. */
  private readonly clusters: number[] = [];
  /** Where each cluster starts in the text, and the text's end. */
  private readonly starts: number[] = [];

  constructor(text: string) {
    for (const { 0: cluster, index } of text.matchAll(clusterPattern)) {
      if (cluster === '') continue;
      const folded = foldCluster(cluster);
      for (let i = 0; i < folded.length; i += 1) this.clusters.push(this.starts.length);
      this.starts.push(index);
      this.folded += folded;
    }
    this.starts.push(text.length);
  }

  /** The range of the text that these units of `folded` come from, widened to whole characters with their marks. */
  range(from: number, to: number): [number, number] {
    const first = this.clusters[from] ?? 0;
    const last = this.clusters[to - 1] ?? first;
    return [this.starts[first] ?? 0, this.starts[last + 1] ?? 0];
  }
}

/**
 * What a query matches in a text: UTF-16 ranges of the text, ascending, without overlaps, each of whole characters
 * with their accents. Negated clauses mark nothing.
 */
export function marksOf(text: string, query: Query): readonly (readonly [number, number])[] {
  const wanted = query.clauses.filter((clause) => !clause.negated);
  if (wanted.length === 0) return [];
  const folded = new FoldedText(text);
  const units = unitsOf(folded.folded);
  const ranges: [number, number][] = [];
  for (const { means } of wanted) {
    const found = means.kind === 'phrase' ? phraseRanges(units, means) : insideRanges(folded.folded, means.folded);
    for (const [from, to] of found) ranges.push(folded.range(from, to));
  }
  return merged(ranges);
}

function* insideRanges(text: string, wanted: string): Generator<readonly [number, number]> {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    yield [at, at + wanted.length];
  }
}

function* phraseRanges(
  units: readonly Unit[],
  { units: wanted, prefix }: Phrase,
): Generator<readonly [number, number]> {
  const last = wanted.length - 1;
  for (const [i, first] of units.entries()) {
    const end = units[i + last];
    if (!end) return;
    const fits = wanted.every((unit, k) => {
      const held = units[i + k]?.text ?? '';
      return prefix && k === last ? held.startsWith(unit) : held === unit;
    });
    // Of a word that goes on only its beginning is marked.
    if (fits) yield [first.at, end.at + (prefix ? (wanted[last] ?? '').length : end.text.length)];
  }
}

function merged(ranges: [number, number][]): readonly (readonly [number, number])[] {
  const sorted = ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const out: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = out.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

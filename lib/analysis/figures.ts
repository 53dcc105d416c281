import { compressionRatio, meanCompressionRatio } from '../metrics/compression.ts';
import { type Corpus, ngramsOf, toCorpus } from '../metrics/corpus.ts';
import { cosines, nearestDistance, type Vectors } from '../metrics/cosine.ts';
import { distinct, ngramDiversity } from '../metrics/distinct.ts';
import type { PairMatrix } from '../metrics/pairs.ts';
import { rougeL } from '../metrics/rouge.ts';
import { bleuCounts, selfBleu } from '../metrics/self-bleu.ts';
import { selfRepetition } from '../metrics/self-repetition.ts';
import { rougeTokens, spaceTokens } from '../metrics/tokens.ts';
import type { MetricId } from '../model/experiment-result.ts';
import { createRandom } from '../sampling/random.ts';
import type { Figure } from '../statistics/compare.ts';
import { Alike, sameAnswers, sameWords } from './similar.ts';
import { VendiFigures, vendiMetrics } from './vendi-figures.ts';

/** Orders that the compression ratio is averaged over, so that which texts stand near each other hardly matters. */
const SHUFFLES = 5;
/** The threshold above which the paper drops one of two personas. */
const SAME_MEANING = 0.9;

export interface Figures {
  /** As it is shown; null where it needs vectors and there are none. */
  readonly exact: Figure | null;
  /** The same or near it and cheaper: for permutations and intervals. */
  readonly quick: Figure | null;
}

/** Texts made ready for any metric of any subset of them; what looks at pairs is computed once, when it is asked for. */
export class Measured {
  private readonly words: Corpus;
  private readonly rouge: Corpus;
  private readonly grams: readonly Corpus[];
  private bleu: ReturnType<typeof bleuCounts> | null = null;
  private answers: Promise<Alike> | null = null;
  private duplicates: Promise<Alike> | null = null;
  private homogeneous: Promise<PairMatrix> | null = null;
  private meaning: PairMatrix | null = null;
  private alikeInMeaning: Alike | null = null;
  private vendi: VendiFigures | null = null;

  /** @param texts cut to the budget @param vectors of these texts, in their order */
  constructor(
    private readonly texts: readonly string[],
    private readonly vectors: Vectors | null,
    private readonly breathe: () => Promise<void>,
  ) {
    this.words = toCorpus(texts, spaceTokens);
    this.rouge = toCorpus(texts, rougeTokens);
    this.grams = [1, 2, 3, 4].map((n) => ngramsOf(this.words, n));
  }

  /** Which answers are the same by NoveltyBench's rule. */
  same(): Promise<Alike> {
    this.answers ??= sameAnswers(this.rouge, this.breathe);
    return this.answers;
  }

  /** Cosines of all pairs; null without vectors. */
  cosines(): PairMatrix | null {
    if (this.vectors !== null) this.meaning ??= cosines(this.vectors);
    return this.meaning;
  }

  /** Ready to be called for any subset. Metrics of pairs are unknown below two texts, all are without any. */
  async figures(metric: MetricId): Promise<Figures> {
    if (metric in vendiMetrics || metric === 'cosine' || metric === 'nearest' || metric === 'near-duplicates-meaning')
      return this.ofMeaning(metric);
    const exact = await this.ofWords(metric);
    // One order of the texts is as good for telling one draw from another.
    const quick: Figure =
      metric === 'compression' ? (among) => (among.length === 0 ? NaN : compressionRatio(this.pick(among))) : exact;
    return { exact, quick };
  }

  private async ofWords(metric: MetricId): Promise<Figure> {
    const gramsOf = (n: number) => this.grams[n - 1] ?? this.words;
    switch (metric) {
      case 'distinct-1':
        return (among) => distinct(gramsOf(1), among);
      case 'distinct-2':
        return (among) => distinct(gramsOf(2), among);
      case 'distinct-3':
        return (among) => distinct(gramsOf(3), among);
      case 'ngram-diversity':
        return (among) => ngramDiversity(this.grams, among);
      case 'classes': {
        const same = await this.same();
        return (among) => (among.length === 0 ? NaN : same.classSizes(among).length);
      }
      case 'self-bleu': {
        this.bleu ??= bleuCounts(this.words);
        const counts = this.bleu;
        return (among) => selfBleu(counts, among);
      }
      case 'compression':
        return (among) =>
          among.length === 0
            ? NaN
            : meanCompressionRatio(this.pick(among), SHUFFLES, createRandom('analysis/compression'));
      case 'self-repetition':
        return (among) => selfRepetition(gramsOf(4), among);
      case 'rouge-l': {
        const pairs = await (this.homogeneous ??= rougeL(this.rouge, this.breathe));
        return (among) => pairs.mean(among);
      }
      default: {
        const same = await (this.duplicates ??= sameWords(this.rouge, this.breathe));
        return (among) => same.shareWithAnother(among);
      }
    }
  }

  private ofMeaning(metric: MetricId): Figures {
    const { vectors } = this;
    if (vectors === null) return { exact: null, quick: null };
    const pairsOf = () => (this.meaning ??= cosines(vectors));
    const order = vendiMetrics[metric];
    if (order !== undefined) {
      this.vendi ??= new VendiFigures(vectors, pairsOf);
      return { exact: this.vendi.exact(order), quick: this.vendi.quick(order) };
    }
    const pairs = pairsOf();
    const both = (figure: Figure): Figures => ({ exact: figure, quick: figure });
    if (metric === 'cosine') return both((among) => pairs.mean(among));
    if (metric === 'nearest') return both((among) => (among.length < 2 ? NaN : nearestDistance(pairs, among)));
    const alike = (this.alikeInMeaning ??= alikeAbove(pairs, SAME_MEANING));
    return both((among) => alike.shareWithAnother(among));
  }

  private pick(among: readonly number[]): string[] {
    return among.map((text) => this.texts[text] ?? '');
  }
}

function alikeAbove(pairs: PairMatrix, threshold: number): Alike {
  const alike = new Alike(pairs.n);
  for (let a = 0; a < pairs.n; a++)
    for (let b = a + 1; b < pairs.n; b++) if (pairs.get(a, b) >= threshold) alike.set(a, b);
  return alike;
}

import { type MetricId, metricIds } from '../model/experiment-result.ts';

export interface MetricFact {
  /** For tables, short. */
  readonly name: string;
  /** What it is, in a sentence. */
  readonly what: string;
  /** Whether a greater figure means texts that differ more. */
  readonly higherIsMoreVaried: boolean;
  /** Of the words as written, or of what the sentence encoder makes of them. */
  readonly family: 'words' | 'meaning';
  /** Chosen before any answer: these decide, and Holm's correction is over these. */
  readonly primary: boolean;
  /** A share of something is shown in percent; the rest as it is, with this many decimals. */
  readonly share: boolean;
  readonly decimals: number;
}

/** Decides where the sentence encoder was asked. */
export const PRIMARY_MEANING: MetricId = 'vendi-1';
/** Decides where it was not. */
export const PRIMARY_WORDS: MetricId = 'classes';

const fact = (
  name: string,
  what: string,
  family: MetricFact['family'],
  more: 'more varied' | 'more alike',
  decimals: number,
  share = false,
): MetricFact => ({
  name,
  what,
  higherIsMoreVaried: more === 'more varied',
  family,
  primary: false,
  share,
  decimals,
});

const distinct = (n: string, few: string) =>
  fact(`Distinct-${n}`, `Different ${few} over all ${few}.`, 'words', 'more varied', 3);
const vendi = (order: string, weighs: string) =>
  fact(
    `Vendi Score${order}`,
    `How many entirely different texts would be as varied in meaning${weighs}.`,
    'meaning',
    'more varied',
    2,
  );

/** What each metric is, for people; definitions and sources stand in `lib/metrics`. */
export const metricFacts: Readonly<Record<MetricId, MetricFact>> = {
  'distinct-1': distinct('1', 'words'),
  'distinct-2': distinct('2', 'pairs of words'),
  'distinct-3': distinct('3', 'runs of three words'),
  'ngram-diversity': fact(
    'N-gram diversity',
    'The sum of the shares of different runs of one to four words, 0 to 4.',
    'words',
    'more varied',
    3,
  ),
  classes: {
    ...fact(
      'Different answers',
      'Classes of answers that share most of their words (ROUGE-1 above 0.458, as NoveltyBench cuts without a classifier).',
      'words',
      'more varied',
      0,
    ),
    primary: true,
  },
  'self-bleu': fact(
    'Self-BLEU',
    'How well the other answers foretell the words of each, 0 to 1.',
    'words',
    'more alike',
    3,
  ),
  compression: fact(
    'Compression ratio',
    'Bytes of all answers over their bytes under gzip, averaged over orders.',
    'words',
    'more alike',
    3,
  ),
  'self-repetition': fact(
    'Self-repetition',
    'How often runs of four words come back in other answers (mean of logarithms).',
    'words',
    'more alike',
    3,
  ),
  'rouge-l': fact(
    'Homogenisation',
    'Mean share of words in the same order in two answers (ROUGE-L), 0 to 1.',
    'words',
    'more alike',
    3,
  ),
  'near-duplicates': fact(
    'Near-duplicates',
    'Answers that share at least 80% of their different words with another one.',
    'words',
    'more alike',
    1,
    true,
  ),
  cosine: fact('Mean cosine', 'How alike two answers are in meaning, on average.', 'meaning', 'more alike', 3),
  nearest: fact(
    'Nearest neighbour',
    'Mean distance (1 less the cosine) to the answer nearest in meaning.',
    'meaning',
    'more varied',
    3,
  ),
  'vendi-0.5': vendi(', order 0.5', ', rare ones weighing more'),
  'vendi-1': { ...vendi('', ''), primary: true },
  'vendi-2': vendi(', order 2', ', common ones weighing more'),
  'vendi-inf': vendi(', order infinity', ', by the largest group alone'),
  'near-duplicates-meaning': fact(
    'Near-duplicates in meaning',
    'Answers with another one at a cosine of 0.9 or more.',
    'meaning',
    'more alike',
    1,
    true,
  ),
};

/** In the order of tables. */
export const primaryMetrics: readonly MetricId[] = metricIds.filter((id) => metricFacts[id].primary);

import { planTrials } from '../arms/plan.ts';
import { armsOf, experiment as id, specOf, trialOf } from '../arms/spec.test-help.ts';
import type { Vectors } from '../metrics/cosine.ts';
import { spaceTokens } from '../metrics/tokens.ts';
import type { ArmKind, Experiment, ExperimentSpec, Trial } from '../model/experiment.ts';
import type { ExperimentResult } from '../model/experiment-result.ts';
import { createRandom, type Random } from '../sampling/random.ts';
import { analyse, type AnalysisStage, type AnalysisWorld } from './analyse.ts';

const DIMENSIONS = 64;

/** A vector for each word, drawn by its letters; a text is the sum of its words', at length 1. */
export function wordVectors(texts: readonly string[], dimensions = DIMENSIONS): Vectors {
  const values = new Float32Array(texts.length * dimensions);
  const known = new Map<string, readonly number[]>();
  texts.forEach((text, i) => {
    const sum = new Array<number>(dimensions).fill(0);
    for (const word of spaceTokens(text)) {
      let vector = known.get(word);
      if (vector === undefined) {
        const random = createRandom(`word ${word}`);
        known.set(word, (vector = Array.from({ length: dimensions }, () => random.nextFloat() - 0.4)));
      }
      vector.forEach((x, d) => (sum[d] = (sum[d] ?? 0) + x));
    }
    const length = Math.hypot(...sum) || 1;
    sum.forEach((x, d) => (values[i * dimensions + d] = x / length));
  });
  return { values, dimensions };
}

export const wordEncoder: NonNullable<AnalysisWorld['encoder']> = {
  name: 'words',
  embed: (texts) => Promise.resolve(wordVectors(texts)),
};

/** A valid problem of some thirty words about one of some topics, most of its words the topic's own. */
export function problemOn(topics: number, random: Random): string {
  const topic = random.below(topics);
  const words = Array.from({ length: 28 }, () =>
    random.below(4) === 0 ? `common${random.below(40)}` : `topic${topic}w${random.below(30)}`,
  );
  return `Math problem: How many are ${2 + random.below(90)} ${words.join(' ')}?`;
}

/** An experiment whose arms write of so many topics each, all trials done. */
export function plantedExperiment(
  topics: Readonly<Partial<Record<ArmKind, number>>>,
  part: Partial<ExperimentSpec>,
  seed: string,
): { readonly experiment: Experiment; readonly trials: readonly Trial[] } {
  const spec = specOf({ arms: armsOf(...(Object.keys(topics) as ArmKind[])), ...part });
  const random = createRandom(seed);
  const kinds = new Map(spec.arms.map(({ id: arm, kind }) => [arm, kind]));
  const write = (kind: ArmKind | undefined) => problemOn((kind && topics[kind]) ?? 8, random);
  const trials = planTrials(spec).map((place) => {
    const kind = kinds.get(place.arm);
    const text =
      kind === 'verbalized'
        ? Array.from({ length: 5 }, (_, i) => `${i + 1}. (0.2) ${write(kind)}`).join('\n')
        : place.solve === null
          ? write(kind)
          : 'The answer is 12.';
    return trialOf(place, text);
  });
  return { experiment: experimentOf(spec), trials };
}

export function experimentOf(spec: ExperimentSpec): Experiment {
  return {
    version: 1,
    id,
    createdAt: 0,
    name: 'Planted',
    spec,
    environment: { app: '0', browser: null, system: null, cores: null, isolated: true, gpu: null },
    blind: [],
    reproduces: null,
    recorded: false,
  };
}

export function quietWorld(encoder: AnalysisWorld['encoder'] = null): AnalysisWorld & { stages: AnalysisStage[] } {
  const stages: AnalysisStage[] = [];
  return {
    stages,
    encoder,
    progress: (stage) => {
      if (stages.at(-1) !== stage) stages.push(stage);
    },
    breathe: () => Promise.resolve(),
    signal: new AbortController().signal,
  };
}

export function analysed(
  made: { readonly experiment: Experiment; readonly trials: readonly Trial[] },
  encoder: AnalysisWorld['encoder'] = null,
): Promise<ExperimentResult> {
  return analyse({ ...made, app: '1', at: 0 }, quietWorld(encoder));
}

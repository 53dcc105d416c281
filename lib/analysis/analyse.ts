import { solutionsOf } from '../arms/answers.ts';
import type { ExperimentResult } from '../model/experiment-result.ts';
import { aaCheck } from './aa.ts';
import { budgetOf, cutText, lengthsOf } from './budget.ts';
import { compareWithControl, corrected, type MeasuringWorld } from './comparisons.ts';
import { Embedded } from './embedded.ts';
import { Measured } from './figures.ts';
import { withCurves, withoutCurves } from './group-result.ts';
import { groupQuality } from './group-quality.ts';
import { controlOf, groupsOf } from './groups.ts';
import { primaryMetrics } from './metric-facts.ts';
import { primaryRounds } from './rounds.ts';
import { samplesOf } from './samples.ts';
import { MINIMUM_PAIRS } from './verdict.ts';
import { verdictsOf } from './verdicts.ts';
import type { AnalysisAsk, AnalysisStage, AnalysisWorld } from './world.ts';

export type { AnalysisAsk, AnalysisStage, AnalysisWorld } from './world.ts';

/**
 * Everything that is said of an experiment, from its answers alone: the same for the same answers in any order, however
 * often the run was cut off. All texts are cut to one budget of words before they are measured or embedded.
 * @throws the signal's reason; a fault of the encoder
 */
export async function analyse(ask: AnalysisAsk, world: AnalysisWorld): Promise<ExperimentResult> {
  const { experiment, app, at } = ask;
  const { spec } = experiment;
  const { seed } = spec.settings;
  // Sorted, because sums of the same numbers in another order differ in their last digits.
  const trials = ask.trials.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const groups = groupsOf(spec, trials);
  const budget = budgetOf(groups.map(({ answers }) => lengthsOf(answers.map(({ text }) => text))));
  const cut = (text: string) => cutText(text, budget);
  const embedded = await Embedded.of(
    groups.flatMap(({ all }) =>
      all.flatMap(({ text, persona }) => [cut(text), ...(persona === null ? [] : [persona])]),
    ),
    world,
  );
  const controls = groups.filter((group) => controlOf(groups, group.key.model) === group);
  const compared = groups.filter((group) => !controls.includes(group));
  const measuring: MeasuringWorld = {
    rounds: primaryRounds(primaryMetrics.length * compared.length),
    textsOf: ({ answers }) => answers.map(({ text }) => cut(text)),
    vectorsOf: (texts) => embedded?.vectorsOf(texts) ?? null,
    breathe: async () => {
      await world.breathe();
      world.signal.throwIfAborted();
    },
    seed,
  };
  const each = async <T, R>(stage: AnalysisStage, things: readonly T[], work: (thing: T) => Promise<R> | R) => {
    const out: R[] = [];
    for (const thing of things) {
      world.progress(stage, out.length, things.length);
      out.push(await work(thing));
      await measuring.breathe();
    }
    world.progress(stage, out.length, things.length);
    return out;
  };

  const solutions = solutionsOf(spec, trials);
  const judged = await each('quality', groups, (group) => {
    const texts = measuring.textsOf(group);
    const measured = new Measured(texts, measuring.vectorsOf(texts), measuring.breathe);
    return { group, measured, quality: groupQuality(group, { spec, solutions, embedded, cut, detect: world.detect }) };
  });
  const bare = await each('metrics', judged, async (part) => ({
    ...part,
    result: await withoutCurves(part.group, part.quality, part.measured, measuring),
  }));
  const found = await each('comparisons', compared, (group) => {
    const control = controlOf(groups, group.key.model);
    return control === undefined ? [] : compareWithControl(group, control, measuring);
  });
  const comparisons = corrected(found.flat());
  const calibrated = bare
    .filter(({ group }) => controls.includes(group))
    .flatMap((part) => primaryMetrics.map((metric) => ({ ...part, metric })));
  const checks = await each('calibration', calibrated, ({ group, measured, metric }) =>
    aaCheck(group, measured, metric, seed, measuring.breathe),
  );
  const aa = checks.filter((check) => check !== null);
  const parts = await each('curves', bare, async (part) => ({
    ...part,
    result: await withCurves(part.result, part.group, part.measured, measuring),
  }));
  return {
    version: 1,
    app,
    at,
    budget,
    encoder: world.encoder?.name ?? null,
    rounds: measuring.rounds,
    minimumPairs: MINIMUM_PAIRS,
    groups: parts.map(({ result }) => result),
    comparisons,
    aa,
    verdicts: await verdictsOf({ parts, comparisons, aa, meaning: embedded !== null }, measuring),
    samples: samplesOf(parts, seed),
  };
}

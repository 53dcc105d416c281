import type { ExperimentSpec } from '../../../lib/model/experiment.ts';
import type { ExperimentResult, GroupResult, Similarity } from '../../../lib/model/experiment-result.ts';
import type { Figure } from './drawing.ts';
import { armLooks } from './looks.ts';
import { hundredths, intervalText, onModel } from './words.ts';

/** Steps of the table along the personas' similarity. */
const STEPS = 5;
/** Dots drawn at most: more would hide each other, and a report would carry each of them. */
const DOTS = 400;
/** Free space around the outermost dots, as a share of the range. */
const MARGIN = 0.04;

/** Similar personas, similar answers? One figure for each arm of a model whose answers have personas of their own. */
export function similarityFigures(spec: ExperimentSpec, result: ExperimentResult, model: number): readonly Figure[] {
  const looks = armLooks(spec);
  const groups = result.groups.filter(hasPairs);
  // The same axes in all of them: arms are compared by looking from one to the next.
  const xDomain = domainOf(groups.flatMap(({ similarity }) => similarity.points.map(([x]) => x)));
  const yDomain = domainOf(groups.flatMap(({ similarity }) => similarity.points.map(([, y]) => y)));
  return groups.flatMap((group): readonly Figure[] => {
    const arm = looks.get(group.arm);
    if (group.model !== model || !arm) return [];
    const { similarity, texts } = group;
    const { slope, intercept, r } = similarity;
    const dots = evenly(similarity.points, DOTS);
    return [
      {
        id: `similarity-${spec.arms.findIndex(({ id }) => id === group.arm) + 1}-${model + 1}`,
        title: `Similar personas, similar answers? ${arm.label}${onModel(spec, model)}`,
        caption:
          `Each dot is a pair of answers: how alike their personas are, and how alike the answers (cosines of sentence vectors; 1 is the same). ` +
          `${countOf(dots.length, similarity.pairs)} of ${texts} texts. Slope of the fitted line ${intervalText(slope, hundredths)}, ` +
          `correlation r = ${intervalText(r, hundredths)}, with 95% intervals by leaving personas out. A slope near 0 says that who is asked hardly shows in the answer.`,
        table: { head: ['Similarity of personas', 'Pairs', 'Mean similarity of answers'], rows: tableOf(similarity) },
        drawing: {
          kind: 'pairs',
          xLabel: 'Similarity of personas (cosine)',
          yLabel: 'Similarity of answers (cosine)',
          look: arm.look,
          points: dots,
          xDomain,
          yDomain,
          fit: slope.value === null ? null : { intercept, slope: slope.value },
        },
      },
    ];
  });
}

const hasPairs = (group: GroupResult): group is GroupResult & { readonly similarity: Similarity } =>
  group.similarity !== null && group.similarity.points.length > 0;

const countOf = (shown: number, pairs: number) =>
  shown < pairs ? `${shown} of ${pairs} pairs shown, drawn at random,` : `All ${pairs} pairs`;

/** So many of them at equal distances: points come in random order, so these are as random. */
export function evenly<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)] as T);
}

function domainOf(values: readonly number[]): readonly [number, number] {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const margin = Math.max(0.01, (most - least) * MARGIN);
  return [least - margin, most + margin];
}

/** Means within steps of equal width, of all points that the result holds, and the fit. */
function tableOf({ points, pairs, slope, intercept, r }: Similarity): readonly (readonly string[])[] {
  const xs = points.map(([x]) => x);
  const least = Math.min(...xs);
  const width = (Math.max(...xs) - least) / STEPS || 1;
  const steps = Array.from({ length: STEPS }, () => ({ count: 0, sum: 0 }));
  for (const [x, y] of points) {
    const step = steps[Math.min(STEPS - 1, Math.floor((x - least) / width))];
    if (!step) continue;
    step.count++;
    step.sum += y;
  }
  const rows = steps.flatMap(({ count, sum }, at) =>
    count === 0
      ? []
      : [
          [
            `${hundredths(least + at * width)} to ${hundredths(least + (at + 1) * width)}`,
            String(count),
            hundredths(sum / count),
          ],
        ],
  );
  return [
    ...rows,
    ['Slope of the line', String(pairs), intervalText(slope, hundredths)],
    ['Intercept', String(pairs), hundredths(intercept)],
    ['Correlation r', String(pairs), intervalText(r, hundredths)],
  ];
}

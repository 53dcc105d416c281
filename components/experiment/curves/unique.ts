import type { ExperimentSpec } from '../../../lib/model/experiment.ts';
import type { CurvePoint, ExperimentResult, Rarefied } from '../../../lib/model/experiment-result.ts';
import type { Figure, LinePoint } from './drawing.ts';
import { armLooks } from './looks.ts';
import { intervalText, onModel, tenths } from './words.ts';

/** Rows of the table: enough to see the shape, few enough to read. */
const PLACES = 8;

/** Different answers among the first, second, n-th drawn: one line for each arm of a model; null without any. */
export function uniqueFigure(spec: ExperimentSpec, result: ExperimentResult, model: number): Figure | null {
  const looks = armLooks(spec);
  const shown = result.groups.flatMap((group) => {
    const look = looks.get(group.arm);
    return group.model === model && look && group.curve && group.curve.points.length > 0
      ? [{ ...look, texts: group.texts, curve: group.curve }]
      : [];
  });
  if (shown.length === 0) return null;
  const longest = shown.reduce((best, next) => (lastOf(next.curve) > lastOf(best.curve) ? next : best)).curve;
  const places = placesOf(longest.points);
  const rows = places.map((n) => [
    String(n),
    ...shown.map(({ curve }) => {
      const at = pointAt(curve.points, n);
      return at ? intervalText({ value: at.y, low: at.low, high: at.high }, tenths) : 'not that many';
    }),
  ]);
  const saturation = shown.map(({ curve }) =>
    curve.saturatedAt === null ? `not within ${lastOf(curve)}` : `about ${curve.saturatedAt}`,
  );
  return {
    id: `unique-${model + 1}`,
    title: `Different answers among n${onModel(spec, model)}`,
    caption:
      'How many different answers are among n drawn at random from an arm; answers that share most of their words ' +
      'count as one. Lines are means, bands or bars hold 95%. A line that flattens has been read through: it is saturated (ringed) where ten ' +
      'more answers bring less than one new. ' +
      saturatedWords(shown),
    table: {
      head: ['Answers drawn', ...shown.map(({ label }) => label)],
      rows: [...rows, ['Texts', ...shown.map(({ texts }) => String(texts))], ['Saturated at', ...saturation]],
    },
    drawing: {
      kind: 'lines',
      xLabel: 'Answers drawn (n)',
      yLabel: 'Different answers (count)',
      percent: false,
      interval: 'band',
      diagonal: 'all different',
      lines: shown.map(({ label, look, texts, curve }) => ({
        label,
        look,
        note: `n = ${texts}`,
        points: curve.points.map(pointOf),
        ringed: ringOf(curve),
      })),
    },
  };
}

const pointOf = ({ n, mean, low, high }: CurvePoint): LinePoint => ({ x: n, y: mean, low, high });
const lastOf = (curve: Rarefied) => curve.points.at(-1)?.n ?? 0;

function saturatedWords(shown: readonly { readonly label: string; readonly curve: Rarefied }[]): string {
  const full = shown.filter(({ curve }) => curve.saturatedAt !== null);
  if (full.length === 0) return 'No arm is saturated yet.';
  const words = full.map(({ label, curve }) => `${label} at about ${curve.saturatedAt}`);
  return `Saturated: ${words.join('; ')}${full.length < shown.length ? '; the others not yet' : ''}.`;
}

function ringOf({ points, saturatedAt }: Rarefied): readonly LinePoint[] {
  const at = saturatedAt === null ? null : pointAt(points, saturatedAt);
  return at ? [at] : [];
}

/** Evenly chosen places of a curve, the first and the last among them. */
function placesOf(points: readonly CurvePoint[]): readonly number[] {
  const last = points.length - 1;
  const wanted = Array.from({ length: PLACES }, (_, i) => Math.round((i * last) / (PLACES - 1)));
  return [...new Set(wanted)].flatMap((at) => points[at]?.n ?? []);
}

/** Between two computed places along the line that is drawn; null outside them. */
export function pointAt(points: readonly CurvePoint[], n: number): LinePoint | null {
  const after = points.findIndex((point) => point.n >= n);
  const right = points[after];
  if (!right) return null;
  if (right.n === n) return pointOf(right);
  const left = points[after - 1];
  if (!left) return null;
  const share = (n - left.n) / (right.n - left.n);
  const between = (a: number, b: number) => a + (b - a) * share;
  return {
    x: n,
    y: between(left.mean, right.mean),
    low: between(left.low, right.low),
    high: between(left.high, right.high),
  };
}

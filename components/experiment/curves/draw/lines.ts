import * as Plot from '@observablehq/plot';
import type { Line, LinePoint, LinesDrawing } from '../drawing.ts';
import type { Size } from '../sizes.ts';
import { inks } from './inks.ts';
import { axis, strokeOf, symbols } from './marks.ts';

/** Symbols along a line of many places: enough to be told apart, few enough to see the line. */
const SYMBOLS = 5;
/** More bands than this cover each other; then bars at the symbols say the same. */
const BANDS = 4;
/** Between the bars of neighbouring lines at the same place. */
const APART = 6;

/** Lines with bands or bars. */
export function drawLines(drawing: LinesDrawing, { width, height }: Size): SVGElement | HTMLElement {
  const { lines, interval, diagonal, percent } = drawing;
  const bars = interval === 'bars';
  const all = lines.flatMap(({ points }) => points);
  const most = Math.max(...all.map(({ x }) => x));
  const top = Math.max(...all.map(({ y, high }) => high ?? y));
  return Plot.plot({
    width,
    height,
    marginLeft: 56,
    marginBottom: 44,
    marginTop: 12,
    marginRight: 16,
    x: {
      ...axis,
      label: drawing.xLabel,
      ...(bars ? { inset: 24 } : { domain: [0, most] }),
      ticks: bars || width < 480 ? 5 : 8,
    },
    y: {
      ...axis,
      label: drawing.yLabel,
      grid: true,
      nice: true,
      ticks: 6,
      ...(percent ? { tickFormat: '.0%' } : {}),
      ...(diagonal === null ? {} : { domain: [0, top] }),
    },
    marks: [
      ...(diagonal === null ? [] : diagonalMarks(diagonal, Math.min(most, top))),
      ...lines.flatMap((line, at) =>
        bars
          ? barMarks(line, line.points, (at - (lines.length - 1) / 2) * APART)
          : curveMarks(line, at, lines.length <= BANDS),
      ),
    ],
  });
}

function diagonalMarks(words: string, end: number): readonly Plot.Markish[] {
  const ends = [0, end].map((at) => ({ x: at, y: at }));
  return [
    Plot.line(ends, { x: 'x', y: 'y', stroke: inks.edge, strokeWidth: 1, strokeDasharray: '1 3' }),
    Plot.text([{ x: end * 0.62, y: end * 0.62 }], {
      x: 'x',
      y: 'y',
      text: () => words,
      textAnchor: 'end',
      dx: -8,
      dy: -4,
      fill: inks.soft,
    }),
  ];
}

const hasInterval = (point: LinePoint) => point.low !== null && point.high !== null;

/** Symbols of neighbouring lines stand at different places, so that they and their bars do not cover each other. */
function curveMarks(line: Line, at: number, band: boolean): readonly Plot.Markish[] {
  const { points, ringed, look } = line;
  const step = Math.max(1, Math.ceil(points.length / SYMBOLS));
  const spots = points.filter((_, place) => (points.length - 1 - place + at) % step === 0);
  return [
    ...(band
      ? [
          Plot.areaY(points.filter(hasInterval), {
            x: 'x',
            y1: 'low',
            y2: 'high',
            fill: look.colour,
            fillOpacity: 0.12,
          }),
        ]
      : []),
    ...barMarks(line, spots, 0, band),
    Plot.dot(ringed, { x: 'x', y: 'y', r: 9, stroke: look.colour, strokeWidth: 1.5 }),
  ];
}

function barMarks(
  { points, look }: Line,
  spots: readonly LinePoint[],
  dx: number,
  bare = false,
): readonly Plot.Markish[] {
  const bars = { x: 'x', y1: 'low', y2: 'high', stroke: look.colour, strokeWidth: 1.5, dx };
  return [
    ...(bare ? [] : [Plot.ruleX(spots.filter(hasInterval), bars)]),
    Plot.line(points, { x: 'x', y: 'y', dx, ...strokeOf(look) }),
    symbols(spots, look, dx),
  ];
}

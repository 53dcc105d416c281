import * as Plot from '@observablehq/plot';
import type { PairsDrawing } from '../drawing.ts';
import type { Size } from '../sizes.ts';
import { inks } from './inks.ts';
import { axis } from './marks.ts';

/** A cloud of pairs with its line. */
export function drawPairs(drawing: PairsDrawing, { width, height }: Size): SVGElement | HTMLElement {
  const { points, fit, look, xDomain, yDomain } = drawing;
  const xs = points.map(([x]) => x);
  const ends = fit ? [Math.min(...xs), Math.max(...xs)].map((x) => ({ x, y: fit.intercept + fit.slope * x })) : [];
  return Plot.plot({
    width,
    height,
    marginLeft: 56,
    marginBottom: 44,
    marginTop: 12,
    marginRight: 16,
    x: { ...axis, label: drawing.xLabel, domain: xDomain, grid: true, ticks: width < 480 ? 4 : 8 },
    y: { ...axis, label: drawing.yLabel, domain: yDomain, grid: true, ticks: 6 },
    marks: [
      Plot.dot(points, { x: '0', y: '1', r: 2.5, fill: look.colour, fillOpacity: 0.4 }),
      Plot.line(ends, { x: 'x', y: 'y', stroke: inks.ink, strokeWidth: 2 }),
    ],
  });
}

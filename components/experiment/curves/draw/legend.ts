import * as Plot from '@observablehq/plot';
import type { Line } from '../drawing.ts';
import { charactersIn, columnsAt, legendHeight, LEGEND_ROW } from '../sizes.ts';
import { clipped } from '../words.ts';
import { inks } from './inks.ts';
import { strokeOf, symbols } from './marks.ts';

/** A piece of the line, long enough to show its dashes. */
const SAMPLE = 36;

/** Each line's sample, name and n, by columns from left to right. */
export function drawLegend(lines: readonly Line[], width: number): SVGElement | HTMLElement {
  const columns = columnsAt(width);
  const each = width / columns;
  const marks = lines.flatMap(({ label, note, look }, at) => {
    const x = (at % columns) * each;
    const y = Math.floor(at / columns) * LEGEND_ROW + LEGEND_ROW / 2;
    const room = charactersIn(each - SAMPLE - 12) - note.length - 2;
    return [
      Plot.ruleY([y], { x1: x, x2: x + SAMPLE, ...strokeOf(look) }),
      symbols([{ x: x + SAMPLE / 2, y }], look),
      Plot.text([{ x: x + SAMPLE + 8, y }], {
        x: 'x',
        y: 'y',
        text: () => `${clipped(label, room)}, ${note}`,
        textAnchor: 'start',
        fill: inks.ink,
      }),
    ];
  });
  return Plot.plot({
    width,
    height: legendHeight(lines.length, width),
    margin: 0,
    axis: null,
    x: { type: 'identity' },
    y: { type: 'identity' },
    marks,
  });
}

import * as Plot from '@observablehq/plot';
import type { Panel, Row } from '../drawing.ts';
import { AXIS, charactersIn, type RowPlan, SIDE, type Size } from '../sizes.ts';
import { clipped } from '../words.ts';
import { inks } from './inks.ts';
import { axis, symbols } from './marks.ts';

/** Of a stroke of the upright line, within a row. */
const STROKE = 9;

/** A row for each arm: its words, and under them its figure with its interval. */
export function drawPanel({ label, domain, percent, rule, rows }: Panel, plan: RowPlan, { width, height }: Size) {
  const marks = rows.map((_, at) => at * plan.height + plan.mark);
  const known = rows.flatMap(({ value, low, high }) => [value, low, high]).filter((each) => each !== null);
  const shown = domain ?? spread([...known, ...(rule === null ? [] : [rule])]);
  const bottom = height - AXIS;
  return Plot.plot({
    width,
    height,
    margin: 0,
    marginLeft: SIDE,
    marginRight: SIDE,
    marginBottom: AXIS,
    x: { ...axis, label, domain: shown, ticks: 5, ...(percent ? { tickFormat: '.0%' } : {}) },
    y: { type: 'identity', axis: null },
    marks: [
      Plot.ruleY(marks, { stroke: 'currentColor', strokeOpacity: 0.15 }),
      // A stroke in each row, so that the line does not run through words.
      ...(rule === null
        ? []
        : marks.map((y) =>
            Plot.ruleX([rule], { y1: y - STROKE, y2: y + STROKE, stroke: inks.edge, strokeWidth: 1.5 }),
          )),
      ...rows.flatMap((row, at) => rowMarks(row, plan, at * plan.height, width - 2 * SIDE)),
      Plot.ruleY([bottom], { stroke: inks.edge }),
    ],
  });
}

function rowMarks(row: Row, plan: RowPlan, top: number, room: number): readonly Plot.Markish[] {
  const { label, note, look, value, low, high } = row;
  // Of the frame, not of the scale: words stand at the edges whatever the figures are.
  const words = (text: string, y: number, side: 'left' | 'right', fill: string) =>
    Plot.text([text], {
      frameAnchor: side,
      y: () => top + y,
      text: (each: string) => each,
      fill,
      fontVariant: 'tabular-nums',
    });
  const y = top + plan.mark;
  const characters = charactersIn(room) - (plan.stacked ? 0 : note.length + 2);
  return [
    words(clipped(label, characters), plan.label, 'left', inks.ink),
    words(note, plan.note, plan.stacked ? 'left' : 'right', inks.soft),
    ...(low !== null && high !== null
      ? [Plot.ruleY([y], { x1: low, x2: high, stroke: look.colour, strokeWidth: 2.5 })]
      : []),
    ...(value === null ? [] : [symbols([{ x: value, y }], look)]),
  ];
}

/** From the least to the greatest with some room; never nothing wide. */
function spread(values: readonly number[]): [number, number] {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const room = (most - least) * 0.08 || Math.abs(most) * 0.1 || 1;
  return [least - room, most + room];
}

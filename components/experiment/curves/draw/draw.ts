import type { Figure } from '../drawing.ts';
import { legendHeight, panelPlaces, sizeOf } from '../sizes.ts';
import { drawLegend } from './legend.ts';
import { drawLines } from './lines.ts';
import { drawPairs } from './pairs.ts';
import { drawPanel } from './rows.ts';
import { put, sheetOf } from './sheet.ts';

/**
 * Draws a figure in plain colours on white, as it stands in files: no styles, scripts, classes or ids. `width` in pixels.
 * This file and what it imports is the part that brings Plot, so it is loaded when a figure is wanted.
 */
export function drawFigure({ title, caption, drawing }: Figure, width: number): SVGSVGElement {
  const size = sizeOf(drawing, width);
  const sheet = sheetOf(size, title, caption);
  switch (drawing.kind) {
    case 'lines': {
      const top = legendHeight(drawing.lines.length, width);
      put(sheet, drawLegend(drawing.lines, width), 0, 0);
      put(sheet, drawLines(drawing, { width, height: size.height - top }), 0, top);
      break;
    }
    case 'pairs':
      put(sheet, drawPairs(drawing, size), 0, 0);
      break;
    case 'rows':
      for (const place of panelPlaces(drawing, width))
        put(sheet, drawPanel(place.panel, place.plan, place), place.x, place.y);
      break;
  }
  return sheet;
}

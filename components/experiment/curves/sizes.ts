import type { Drawing, Panel, RowsDrawing } from './drawing.ts';

// Pixels at the size of small print.
export const FONT = 12;
export const LEGEND_ROW = 20;
export const LEGEND_GAP = 10;
/** A line of words, and under it what is drawn. */
const WORDS = 18;
const MARK = 24;
/** Below a panel of rows: ticks and the axis' label. */
export const AXIS = 44;
const CHART = 300;
/** Half of the widest tick's words (100%) stands beside a panel's ends. */
export const SIDE = 18;
/** From here on legends have two columns and panels stand side by side. */
const TWO_COLUMNS = 560;
/** Of the width of characters in FONT, on average: labels are cut by it, so it errs to the wide side. */
const CHARACTER = 0.54;

export const charactersIn = (width: number) => Math.floor(width / (FONT * CHARACTER));
export const columnsAt = (width: number) => (width >= TWO_COLUMNS ? 2 : 1);

export function legendHeight(lines: number, width: number): number {
  return Math.ceil(lines / columnsAt(width)) * LEGEND_ROW + LEGEND_GAP;
}

/** How a row is laid out: where its label and its figure do not fit on one line, the figure has a line of its own. */
export interface RowPlan {
  readonly stacked: boolean;
  readonly height: number;
  /** Middles of the lines of words and of the mark, from the row's top. */
  readonly label: number;
  readonly note: number;
  readonly mark: number;
}

export function rowPlan(panels: readonly Panel[], width: number): RowPlan {
  const room = charactersIn(width - 2 * SIDE);
  const stacked = panels.some(({ rows }) => rows.some(({ label, note }) => label.length + note.length + 2 > room));
  const words = stacked ? 2 * WORDS : WORDS;
  const first = WORDS / 2 + 2;
  return {
    stacked,
    height: words + MARK,
    label: first,
    note: stacked ? first + WORDS - 3 : first,
    mark: words + MARK / 2 - 3,
  };
}

/** Where each panel stands. */
export function panelPlaces(drawing: RowsDrawing, width: number) {
  const columns = Math.min(columnsAt(width), drawing.panels.length);
  const gap = 24;
  const each = (width - gap * (columns - 1)) / columns;
  const plan = rowPlan(drawing.panels, each);
  const height = Math.max(...drawing.panels.map(({ rows }) => rows.length)) * plan.height + AXIS;
  return drawing.panels.map((panel, at) => ({
    panel,
    plan,
    x: (at % columns) * (each + gap),
    y: Math.floor(at / columns) * (height + gap / 2),
    width: each,
    height,
  }));
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The whole figure's, known before it is drawn, so that nothing moves when it appears. */
export function sizeOf(drawing: Drawing, width: number): Size {
  switch (drawing.kind) {
    case 'lines':
      return { width, height: legendHeight(drawing.lines.length, width) + CHART };
    case 'pairs':
      return { width, height: CHART };
    case 'rows': {
      const last = panelPlaces(drawing, width).at(-1);
      return { width, height: last ? last.y + last.height : 0 };
    }
  }
}

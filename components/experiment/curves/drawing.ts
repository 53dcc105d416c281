import type { ReportFigure } from '../../../lib/model/experiment-result.ts';
import type { Look } from './looks.ts';

/** A mean or figure at a place, with its 95% interval where that is known. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Line {
  readonly label: string;
  /** What stands behind the label: how many texts. */
  readonly note: string;
  readonly look: Look;
  readonly points: readonly LinePoint[];
  /** Places that stand out on the line. */
  readonly ringed: readonly LinePoint[];
}

export interface LinesDrawing {
  readonly kind: 'lines';
  readonly xLabel: string;
  readonly yLabel: string;
  /** Whether y is a share, shown in percent. */
  readonly percent: boolean;
  /** A band along the line, or a bar at each place. */
  readonly interval: 'band' | 'bars';
  /** Both axes begin at nothing, and where y = x is drawn and what it means. */
  readonly diagonal: string | null;
  readonly lines: readonly Line[];
}

export interface PairsDrawing {
  readonly kind: 'pairs';
  readonly xLabel: string;
  readonly yLabel: string;
  readonly look: Look;
  readonly points: readonly (readonly [number, number])[];
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
  readonly fit: { readonly intercept: number; readonly slope: number } | null;
}

export interface Row {
  readonly label: string;
  /** The figure, its interval and n, in words. */
  readonly note: string;
  readonly look: Look;
  /** Null is unknown: the row stands without a mark. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Panel {
  readonly label: string;
  /** Null lets the figures say it. */
  readonly domain: readonly [number, number] | null;
  readonly percent: boolean;
  /** A line through all rows: the control's figure, or no difference. */
  readonly rule: number | null;
  readonly rows: readonly Row[];
}

export interface RowsDrawing {
  readonly kind: 'rows';
  readonly panels: readonly Panel[];
}

export type Drawing = LinesDrawing | PairsDrawing | RowsDrawing;

/** A figure before it is drawn: its words, its numbers and what stands where. */
export interface Figure extends Omit<ReportFigure, 'svg'> {
  readonly drawing: Drawing;
}

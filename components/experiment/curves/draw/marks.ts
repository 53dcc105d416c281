import * as Plot from '@observablehq/plot';
import type { Look } from '../looks.ts';
import { inks } from './inks.ts';

/** Symbols have no fill where the control is meant: hollow beside full. */
export const fillOf = ({ hue, colour }: Look) => (hue === null ? inks.paper : colour);

/** Line and symbol of an arm; a dash only where it has one. */
export const strokeOf = ({ colour, dash }: Look) => ({
  stroke: colour,
  strokeWidth: 2,
  ...(dash === null ? {} : { strokeDasharray: dash }),
});

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export function symbols(spots: readonly Spot[], look: Look, dx = 0): Plot.Markish {
  return Plot.dot(spots, {
    x: 'x',
    y: 'y',
    dx,
    r: 4.5,
    symbol: look.symbol,
    fill: fillOf(look),
    stroke: look.colour,
    strokeWidth: 1.5,
  });
}

/** What all plots set alike: no arrows in labels, because the words say which way is which. */
export const axis = { labelArrow: 'none', tickSize: 4, labelAnchor: 'center' } as const;

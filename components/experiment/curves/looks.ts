import type { ArmId, ExperimentSpec } from '../../../lib/model/experiment.ts';
import { armLabel } from '../../../lib/arms/facts.ts';

export type MarkSymbol = 'circle' | 'square' | 'triangle' | 'diamond' | 'star' | 'cross' | 'hexagon' | 'wye';

/** How an arm is drawn. Dash and symbol differ as well as the colour, so that nothing rests on colour alone. */
export interface Look {
  /** Degrees; null is the grey of what has no voice. */
  readonly hue: number | null;
  /** On white; the theme's voice colour of that hue as sRGB, because viewers of files may not know `oklch`. */
  readonly colour: string;
  /** `stroke-dasharray`; null is a whole line. */
  readonly dash: string | null;
  readonly symbol: MarkSymbol;
}

/** Neutral and dashed on every screen: nobody should take it for a voice. */
export const controlLook: Look = { hue: null, colour: '#5b5b5b', dash: '5 4', symbol: 'circle' };

/** Neighbours are far apart in hue, and no dash follows a like one; with the control that is nine arms. */
export const looks: readonly Look[] = [
  { hue: 255, colour: '#235ca0', dash: null, symbol: 'square' },
  { hue: 40, colour: '#943e1d', dash: '9 3', symbol: 'triangle' },
  { hue: 150, colour: '#0e6f33', dash: '2 3', symbol: 'diamond' },
  { hue: 325, colour: '#7e4082', dash: '9 3 2 3', symbol: 'star' },
  { hue: 95, colour: '#735900', dash: '14 3', symbol: 'cross' },
  { hue: 200, colour: '#006f78', dash: '4 2', symbol: 'hexagon' },
  { hue: 290, colour: '#5d4d9d', dash: '9 3 2 3 2 3', symbol: 'wye' },
  { hue: 10, colour: '#94384c', dash: '1 3', symbol: 'circle' },
];

export interface ArmLook {
  readonly label: string;
  readonly look: Look;
}

/** Beyond the eighth, hues come back with another dash and another symbol. */
function lookAt(place: number): Look {
  const round = Math.floor(place / looks.length);
  const at = (shift: number) => looks[(place + shift * round) % looks.length] ?? controlLook;
  return { ...at(0), dash: at(3).dash, symbol: at(5).symbol };
}

/** Label and look of each arm, the same in every figure of an experiment because they follow from its arms' order. */
export function armLooks(spec: ExperimentSpec): ReadonlyMap<ArmId, ArmLook> {
  let voices = 0;
  return new Map(
    spec.arms.map((arm) => {
      const look = arm.kind === 'control' ? controlLook : lookAt(voices++);
      return [arm.id, { label: armLabel(spec, arm), look }];
    }),
  );
}

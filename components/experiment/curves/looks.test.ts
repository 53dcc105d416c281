import { describe, expect, it } from 'vitest';
import type { Row, RowsDrawing } from './drawing.ts';
import { armLooks, controlLook } from './looks.ts';
import { arm, spec } from './sample.test-help.ts';
import { panelPlaces, rowPlan, sizeOf } from './sizes.ts';
import { clipped, fixed, signed } from './words.ts';

describe('looks', () => {
  it('tell sixteen arms and the control apart, also without colour', () => {
    const arms = [
      arm('control', 'control'),
      ...Array.from({ length: 16 }, (_, at) => arm(`hub-${at}`, 'hub', at / 10)),
    ];
    const looks = [...armLooks(spec(arms)).values()].map(({ look }) => look);
    expect(looks[0]).toBe(controlLook);
    const seen = new Set(looks.map(({ hue, dash, symbol }) => `${hue} ${dash} ${symbol}`));
    expect(seen.size).toBe(looks.length);
    expect(new Set(looks.map(({ dash, symbol }) => `${dash} ${symbol}`)).size).toBe(looks.length);
  });
});

describe('sizes', () => {
  const row = (label: string): Row => ({
    label,
    note: '8.10 (6.20 to 10.38), n = 30',
    look: controlLook,
    value: 8,
    low: 6,
    high: 10,
  });
  const panel = (label: string) => ({
    label: 'x',
    domain: null,
    percent: false,
    rule: null,
    rows: [row(label), row('Hub')],
  });
  const drawing = (label: string): RowsDrawing => ({ kind: 'rows', panels: [panel(label), panel(label)] });

  it('put panels side by side where there is room, within the figure', () => {
    for (const width of [260, 358, 559, 560, 860]) {
      const size = sizeOf(drawing('No persona'), width);
      const places = panelPlaces(drawing('No persona'), width);
      for (const place of places) {
        expect(place.x + place.width).toBeLessThanOrEqual(width);
        expect(place.y + place.height).toBeLessThanOrEqual(size.height);
      }
      expect(new Set(places.map(({ y }) => y)).size).toBe(width < 560 ? 2 : 1);
    }
  });

  it('give a figure its own line where label and figure do not fit on one', () => {
    expect(rowPlan([panel('Hub')], 358).stacked).toBe(false);
    expect(rowPlan([panel('Hand-written set, 0.95, at most 120 words')], 358).stacked).toBe(true);
  });
});

describe('words', () => {
  it('write signs, and none for nothing', () => {
    expect([-1.25, -0.001, 0, 0.001, 2].map(signed(fixed(2)))).toEqual(['\u22121.25', '0.00', '0.00', '0.00', '+2.00']);
  });

  it('clip by characters, not by halves of them', () => {
    expect(clipped('Hub', 3)).toBe('Hub');
    expect(clipped('😀😀😀', 2)).toBe('😀…');
  });
});

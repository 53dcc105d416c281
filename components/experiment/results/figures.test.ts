import fc from 'fast-check';
import { expect, it } from 'vitest';
import { directionOf, metricFigure, percent, percentFigure, pText, shareFigure } from './figures.ts';
import { estimate } from './fixture.test-help.ts';

it('shows a figure with its interval, in the digits of its metric', () => {
  expect(metricFigure('vendi-1', estimate(12.345, 1))).toEqual({ value: '12.35', interval: '11.35 to 13.35' });
  expect(metricFigure('near-duplicates', estimate(0.25, 0.05))).toEqual({ value: '25.0%', interval: '20.0% to 30.0%' });
});

it('writes differences with their sign, shares in points', () => {
  expect(metricFigure('vendi-1', estimate(-1.5, 0.5), true)).toEqual({ value: '−1.500', interval: '−2.000 to −1.000' });
  expect(metricFigure('vendi-1', estimate(1.5, 2), true)).toEqual({ value: '+1.500', interval: '−0.500 to +3.500' });
  expect(metricFigure('near-duplicates', estimate(0.02, 0.01), true)).toEqual({
    value: '+2.0 points',
    interval: '+1.0 to +3.0',
  });
  expect(metricFigure('classes', estimate(2.4, 1), true)).toEqual({ value: '+2.4', interval: '+1.4 to +3.4' });
});

it('puts no sign before what rounds to zero', () => {
  expect(metricFigure('vendi-1', estimate(-0.0001, 0.0002), true)).toEqual({
    value: '0.000',
    interval: '0.000 to 0.000',
  });
});

it('leaves the unknown unknown', () => {
  expect(metricFigure('nearest', estimate(null))).toEqual({ value: null, interval: null });
  expect(percentFigure({ value: 0.5, low: null, high: null, n: 1 })).toEqual({ value: '50%', interval: null });
  expect(shareFigure({ hits: 0, n: 0, low: 0, high: 1 })).toEqual({ value: null, interval: null, of: '0 of 0' });
});

it('never rounds to none, all or an exact zero', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true, minExcluded: true, maxExcluded: true }), (share) => {
      expect(['0%', '100%', '0.0%', '100.0%']).not.toContain(percent(share));
    }),
  );
  expect([percent(0), percent(1)]).toEqual(['0%', '100%']);
  expect([pText(0), pText(0.0004), pText(0.0316)]).toEqual(['p < 0.001', 'p < 0.001', 'p 0.032']);
});

it('tells a direction only of an interval without zero', () => {
  expect(directionOf(estimate(1, 0.5))).toBe('up');
  expect(directionOf(estimate(-1, 0.5))).toBe('down');
  expect(directionOf(estimate(1, 1))).toBeNull();
  expect(directionOf(estimate(null))).toBeNull();
});

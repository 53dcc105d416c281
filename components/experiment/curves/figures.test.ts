import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresFor, figuresOfAnswers, knownMetrics, reportFigures } from './choose.ts';
import { differenceFigure, metricFigure } from './forest.ts';
import { arm, comparison, group, result, sampleArms, spec } from './sample.test-help.ts';
import { evenly, similarityFigures } from './similarity.ts';
import { temperatureFigure } from './temperature.ts';
import { pointAt, uniqueFigure } from './unique.ts';

const four = spec(sampleArms);
const curve = (saturatedAt: number | null) => ({
  points: [1, 10, 20, 30].map((n) => ({ n, mean: n / 2 + 0.5, low: n / 2, high: n / 2 + 1 })),
  saturatedAt,
});
const estimate = { value: 0.5, low: 0.25, high: 0.75, n: 30 };
const similarity = (points: readonly (readonly [number, number])[]) => ({
  points,
  pairs: 435,
  slope: estimate,
  intercept: 0.1,
  r: estimate,
});

describe('a metric by arm', () => {
  it('shows each arm with its interval, n and validity, and the control as the line', () => {
    const figure = metricFigure(four, result([group('control', 8), group('hub', 12.345)]), 0, 'vendi-1');
    expect(figure?.table.rows).toEqual([
      ['No persona', '8.00 (7.00 to 9.00)', '90% (73% to 98%), n = 30', '30'],
      ['Hub', '12.35 (11.35 to 13.35)', '90% (73% to 98%), n = 30', '30'],
    ]);
    const panels = figure?.drawing.kind === 'rows' ? figure.drawing.panels : [];
    expect(panels.map(({ rule }) => rule)).toEqual([8, 0.9]);
  });

  it('says what is unknown, and is not there when all is', () => {
    const some = metricFigure(four, result([group('control', 8), group('hub', null)]), 0, 'vendi-1');
    expect(some?.table.rows[1]?.[1]).toBe('unknown');
    expect(metricFigure(four, result([group('control', null)]), 0, 'vendi-1')).toBeNull();
  });

  it('writes shares in percent', () => {
    const figure = metricFigure(four, result([group('hub', 1.5)]), 0, 'near-duplicates');
    expect(figure?.table.rows[0]?.[1]).toBe('150.0% (50.0% to 250.0%)');
  });
});

describe('differences', () => {
  it('have signs, pairs and the p that counts', () => {
    const known = result([], {
      comparisons: [comparison('hub', 'vendi-1', 0.0461), comparison('hub', 'classes', null)],
    });
    const figure = differenceFigure(four, known, 0, 'vendi-1');
    expect(figure?.table.rows).toEqual([['Hub', '0.00 (\u22121.50 to +2.25)', '0.046', '29']]);
    expect(differenceFigure(four, known, 0, 'classes')?.table.rows[0]?.[2]).toBe('below 0.001');
    expect(differenceFigure(four, known, 0, 'cosine')).toBeNull();
  });
});

describe('against temperature', () => {
  it('puts the control and the hot arm on one line, in order of temperature', () => {
    const groups = [group('hot', 11), group('control', 8), group('hub', 12)];
    const figure = temperatureFigure(four, result(groups), 0, 'vendi-1');
    const lines = figure?.drawing.kind === 'lines' ? figure.drawing.lines : [];
    expect(lines.map(({ label, points }) => [label, points.map(({ x, y }) => [x, y])])).toEqual([
      [
        'No persona',
        [
          [0.8, 8],
          [1.2, 11],
        ],
      ],
      ['Hub', [[0.8, 12]]],
    ]);
  });

  it('is not there where no arm was asked at two temperatures with known figures', () => {
    expect(temperatureFigure(four, result([group('control', 8), group('hub', 9)]), 0, 'vendi-1')).toBeNull();
    expect(temperatureFigure(four, result([group('control', 8), group('hot', null)]), 0, 'vendi-1')).toBeNull();
    const capped = spec([arm('hub', 'hub'), arm('hub-2', 'hub', 1.2, 40)]);
    expect(temperatureFigure(capped, result([group('hub', 8), group('hub-2', 9)]), 0, 'vendi-1')).toBeNull();
  });
});

describe('different answers', () => {
  it('has the curves with what is saturated', () => {
    const known = result([group('control', 1, { curve: curve(15) }), group('hub', 1, { curve: curve(null) })]);
    const figure = uniqueFigure(four, known, 0);
    expect(figure?.table.rows).toEqual([
      ['1', '1.0 (0.5 to 1.5)', '1.0 (0.5 to 1.5)'],
      ['10', '5.5 (5.0 to 6.0)', '5.5 (5.0 to 6.0)'],
      ['20', '10.5 (10.0 to 11.0)', '10.5 (10.0 to 11.0)'],
      ['30', '15.5 (15.0 to 16.0)', '15.5 (15.0 to 16.0)'],
      ['Texts', '30', '30'],
      ['Saturated at', 'about 15', 'not within 30'],
    ]);
    expect(figure?.caption).toContain('Saturated: No persona at about 15; the others not yet.');
    expect(figure?.drawing.kind === 'lines' && figure.drawing.lines[0]?.ringed[0]?.y).toBe(8);
  });

  it('reads between the places along the line, and never beyond them', () => {
    const places = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 1001 }), (ns, n) => {
        const sorted = ns.toSorted((a, b) => a - b);
        const at = pointAt(
          sorted.map((each) => ({ n: each, mean: 3 * each + 1, low: each, high: 4 * each })),
          n,
        );
        const inside = n >= (sorted[0] ?? 0) && n <= (sorted.at(-1) ?? 0);
        if (!inside) expect(at).toBeNull();
        else expect(at?.y).toBeCloseTo(3 * n + 1, 6);
      }),
    );
  });
});

describe('similarity', () => {
  it('has means along the personas’ similarity, the fit, and the same axes in all arms', () => {
    const groups = [
      group('hub', 1, {
        similarity: similarity([
          [0, 0.2],
          [0.05, 0.4],
          [1, 0.9],
        ]),
      }),
      group('verbalized', 1, { similarity: similarity([[0.5, -0.5]]) }),
    ];
    const figures = similarityFigures(four, result(groups), 0);
    expect(figures[0]?.table.rows).toEqual([
      ['0.00 to 0.20', '2', '0.30'],
      ['0.80 to 1.00', '1', '0.90'],
      ['Slope of the line', '435', '0.50 (0.25 to 0.75)'],
      ['Intercept', '435', '0.10'],
      ['Correlation r', '435', '0.50 (0.25 to 0.75)'],
    ]);
    expect(figures[0]?.caption).toContain('3 of 435 pairs');
    const domains = figures.map(({ drawing }) =>
      drawing.kind === 'pairs' ? [drawing.xDomain, drawing.yDomain] : null,
    );
    expect(domains[0]).toEqual(domains[1]);
  });

  it('shows so many dots at most, each of them once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 500 }), (count, most) => {
        const chosen = evenly(
          Array.from({ length: count }, (_, at) => at),
          most,
        );
        expect(chosen.length).toBe(Math.min(count, most));
        expect(new Set(chosen).size).toBe(chosen.length);
      }),
    );
  });
});

describe('which figures', () => {
  it('gives none for a result that knows nothing', () => {
    const nothing = result([group('control', null)]);
    expect([...figuresFor(four, nothing, 0, 'classes'), ...figuresOfAnswers(four, nothing, 0)]).toEqual([]);
    expect(knownMetrics(nothing)).toEqual([]);
  });

  it('gives a report both primary metrics of each model, with ids of their own', () => {
    const groups = [0, 1].flatMap((model) => [
      group('control', 8, { model }),
      group('hub', 12, { model, curve: curve(4) }),
    ]);
    const figures = reportFigures(spec(sampleArms, 2), result(groups));
    const ids = figures.map(({ id }) => id);
    expect(ids).toEqual([
      ...['metric-vendi-1-1', 'metric-classes-1', 'unique-1'],
      ...['metric-vendi-1-2', 'metric-classes-2', 'unique-2'],
    ]);
    expect(figures[0]?.title).toContain('Model 1');
    expect(reportFigures(four, result([group('control', 8)], { encoder: null }))[0]?.id).toBe('metric-classes-1');
  });

  it('has rows as wide as their heads', () => {
    const groups = [group('control', 8, { curve: curve(3) }), group('hot', 9, { similarity: similarity([[0, 1]]) })];
    for (const { table } of reportFigures(four, result(groups, { comparisons: [comparison('hot', 'vendi-1', 0.5)] })))
      for (const row of table.rows) expect(row.length).toBe(table.head.length);
  });
});

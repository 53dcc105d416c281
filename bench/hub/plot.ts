/**
 * Draws what `npm run bench -- hub` kept as docs/hub-speed.svg: how import and waiting grow with the number of personas.
 *
 *   node --import tsx bench/hub/plot.ts [bench/results/hub.json]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/kit/process.mjs';
import type { Report } from '../report.ts';

const SIZES = ['10,000', '100,000', '1,000,000'];
const WIDTH = 400;
const HEIGHT = 260;
const LEFT = 56;
const RIGHT = 150;
const TOP = 44;
const BOTTOM = 40;

interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly (readonly [label: string, name: string])[];
}

const panels: readonly Panel[] = [
  {
    title: 'Cost of a persona',
    unit: 'us',
    lines: [
      ['import', 'import, each row'],
      ['index', 'then searchable after'],
      ['index and labels', 'then labelled after'],
    ],
  },
  {
    title: 'Wait with that many held',
    unit: 'ms',
    lines: [
      ['search, 95 %', 'search, 95th percentile'],
      ['jump, 95 %', 'jump to a row, 95th percentile'],
      ['sample of 100', 'sample of 100'],
    ],
  },
];

const report = JSON.parse(
  readFileSync(process.argv[2] ?? join(projectRoot, 'bench/results/hub.json'), 'utf8'),
) as Report;

/** What a panel shows: totals in milliseconds become microseconds a persona. */
function valueOf(panel: Panel, name: string, size: string): number {
  const found = report.results.find((result) => result.name === `${size}: ${name}`);
  if (!found) return Number.NaN;
  const rows = Number(size.replaceAll(',', ''));
  return panel.unit === 'us' && found.unit === 'ms' ? (found.value * 1000) / rows : found.value;
}

/** A round number that is not below the largest value. */
function top(values: readonly number[]): number {
  const most = Math.max(...values.filter(Number.isFinite));
  const unit = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((step) => step * unit).find((step) => step >= most) ?? most;
}

function draw(panel: Panel, at: number): string {
  const table = panel.lines.map(([label, name]) => ({
    label,
    values: SIZES.map((size) => valueOf(panel, name, size)),
  }));
  const most = top(table.flatMap(({ values }) => values));
  const x = (i: number) => at + LEFT + (i * (WIDTH - LEFT - RIGHT)) / (SIZES.length - 1);
  const y = (value: number) => TOP + (1 - value / most) * (HEIGHT - TOP - BOTTOM);
  const unit = panel.unit === 'us' ? 'µs' : panel.unit;
  const grid = [0, 0.5, 1].map((part) => {
    const value = most * part;
    const line = `<line class="grid" x1="${x(0)}" x2="${x(2)}" y1="${y(value)}" y2="${y(value)}"/>`;
    return `${line}<text class="soft" x="${x(0) - 8}" y="${y(value) + 4}" text-anchor="end">${value} ${unit}</text>`;
  });
  const sizes = ['10k', '100k', '1M'].map(
    (size, i) => `<text class="soft" x="${x(i)}" y="${HEIGHT - 16}" text-anchor="middle">${size}</text>`,
  );
  // Labels of lines that end close together are pushed apart.
  let free = Infinity;
  const ends = table
    .map(({ label, values }, i) => ({ label, i, values, end: y(values.at(-1) ?? 0) }))
    .sort((a, b) => b.end - a.end)
    .map((line) => {
      free = Math.min(line.end, free - 16);
      return { ...line, text: free };
    });
  const lines = ends.map(({ end, i, label, text, values }) => {
    const points = values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    const last = values.at(-1) ?? Number.NaN;
    return (
      `<polyline class="l${i}" points="${points}"/><circle class="d${i}" cx="${x(2)}" cy="${end.toFixed(1)}" r="3"/>` +
      `<text class="t${i}" x="${x(2) + 10}" y="${(text + 4).toFixed(1)}">${label}, ${last.toPrecision(2)} ${unit}</text>`
    );
  });
  const title = `<text class="title" x="${at + 8}" y="22">${panel.title}</text>`;
  return [title, ...grid, ...sizes, ...lines].join('\n');
}

const light = ['#0b5c8a', '#a1430b', '#4b6b12'];
const dark = ['#7cc4ee', '#f0a36b', '#b5d36f'];
const colours = (list: readonly string[]) =>
  list.map((colour, i) => `.l${i}{stroke:${colour}}.d${i},.t${i}{fill:${colour}}`).join('');
const style =
  `text{font:12px system-ui,sans-serif;fill:#222}.title{font-weight:600;font-size:13px}.soft{fill:#5c5c5c}` +
  `.grid{stroke:#8885}polyline{fill:none;stroke-width:2}${colours(light)}` +
  `@media(prefers-color-scheme:dark){text{fill:#eee}.soft{fill:#aaa}${colours(dark)}}`;

const svg =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * 2} ${HEIGHT}" width="${WIDTH * 2}" height="${HEIGHT}" role="img">` +
  `<title>Cost and waiting at 10,000, 100,000 and 1,000,000 personas</title><style>${style}</style>\n` +
  `${panels.map((panel, i) => draw(panel, i * WIDTH)).join('\n')}\n</svg>\n`;
writeFileSync(join(projectRoot, 'docs/hub-speed.svg'), svg);
process.stdout.write('docs/hub-speed.svg\n');

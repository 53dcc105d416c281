import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { imageOf } from './image.ts';
import { reportHtml } from './report-html.ts';
import { reportMarkdown } from './report-markdown.ts';
import { reportStyleHash, reportStyles } from './report-style.ts';
import { experiment, figure, input, nasty, result } from './report.test-help.ts';

const html = reportHtml(input);
const markdown = reportMarkdown(input);

describe('a report', () => {
  it.each([
    ['HTML', html],
    ['Markdown', markdown],
  ])(
    'as %s holds the finding, the set-up, figures with n and intervals, samples, limits and the way back',
    (_, text) => {
      for (const part of [
        'Finding',
        'What was asked',
        'The exact request of each arm',
        'How varied',
        'Of use?',
        'Curves',
        'Samples',
        'Blind vote',
        'A/A check',
        'Limits',
        'Run it again',
        'Chromium 156',
        'Texts (n)',
        'below 0.001',
        '3 of 4, 75%',
        '1 of 2, 50%',
        'No commercial use',
        '1 answer of the plan is missing, and 1 call failed',
        '3 of 4',
      ])
        expect(text.replaceAll('\\', '')).toContain(part);
      expect(text).not.toContain('example.internal');
    },
  );

  it('names its title first and the verdict before any table', () => {
    expect(markdown.startsWith('# Knowledge ')).toBe(true);
    expect(markdown.indexOf('## Finding')).toBeLessThan(markdown.indexOf('| --- |'));
  });

  it('says unknown where a figure is unknown', () => {
    expect(markdown).toMatch(/\| Mean cosine ↓ \| unknown \| unknown \|/);
  });

  it('shows the request of "not these" with what was written so far', () => {
    const longer = { ...experiment, spec: { ...experiment.spec, n: 8, hub: [] } };
    expect(reportMarkdown({ ...input, experiment: longer })).toContain('Not these, answer 4');
  });

  it('says nothing of what there is not', () => {
    const bare = { ...input, figures: [], experiment: { ...experiment, blind: [] }, result: { ...result, aa: [] } };
    const text = reportMarkdown({ ...bare, result: { ...result, aa: [], samples: [], verdicts: [] } });
    for (const part of ['## Curves', '## Blind vote', '## Samples', 'A/A check']) expect(text).not.toContain(part);
    expect(text).toContain('there is no verdict');
  });
});

describe('an HTML report', () => {
  it('allows its own style sheet by its hash', () => {
    expect(createHash('sha256').update(reportStyles).digest('base64')).toBe(reportStyleHash);
    expect(html).toContain(`style-src 'sha256-${reportStyleHash}'`);
  });

  it('has no script, no address and no element of what was written', () => {
    const tags = [...html.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag);
    expect(new Set(tags).has('script')).toBe(false);
    expect(html).not.toMatch(/(?:src|href)="(?!data:image\/svg\+xml,)/);
    expect(html).not.toContain('<script');
    expect(html).not.toMatch(/ on[a-z]+=/);
    expect(html).toContain('&lt;script&gt;alert(1)');
  });

  it('closes what it opens', () => {
    const count = (tag: string) => html.split(tag).length;
    for (const tag of ['table', 'details', 'figure', 'article', 'dl', 'ul', 'pre', 'bdi', 'div'])
      expect(count(`</${tag}>`)).toBe([...html.matchAll(new RegExp(`<${tag}[ >]`, 'g'))].length + 1);
  });
});

describe('a Markdown report', () => {
  it('keeps what was written as text', () => {
    const outside = markdown.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '');
    expect(outside).not.toMatch(/(?<!\\)<(?!\/?(?:details|summary)>)/);
    expect(outside).not.toMatch(/(?<!\\)!\[x/);
    expect(markdown).toContain(`\n${nasty}\n`);
  });

  it('keeps as many cells in each row of a table as in its head', () => {
    const cells = (line: string) => line.replace(/\\\|/g, '').split('|').length;
    const lines = markdown.split('\n');
    for (const [i, line] of lines.entries()) {
      if (line.startsWith('| --- ')) expect(cells(lines[i - 1] ?? '')).toBe(cells(line));
      if (line.startsWith('|') && lines[i - 1]?.startsWith('|')) expect(cells(line)).toBe(cells(lines[i - 1] ?? ''));
    }
  });

  it('takes pictures from where they lie', () => {
    expect(reportMarkdown(input, ({ id }) => `curves/${id}.svg`)).toContain(
      '![Unique answers](curves/unique-outputs.svg)',
    );
  });
});

it('a drawing becomes an address that Markdown and HTML can hold, with its namespace', () => {
  const address = imageOf(figure);
  expect(address).toMatch(/^data:image\/svg\+xml,[^()'"<>\s]+$/);
  const svg = decodeURIComponent(address.slice('data:image/svg+xml,'.length));
  expect(svg).toBe(figure.svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"'));
  expect(imageOf({ svg })).toBe(address);
});

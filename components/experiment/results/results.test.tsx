import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { TrialId } from '../../../lib/model/experiment.ts';
import type { OpenExperiment } from '../../providers/experiment.tsx';
import { ToastProvider } from '../../ui/toasts.tsx';
import { actions, open, result } from './fixture.test-help.ts';
import { placeOf } from './places.ts';
import { ResultsView } from './results.tsx';
import { standingText } from './words.ts';

const show = (part: Partial<OpenExperiment> = {}) =>
  renderToStaticMarkup(
    <ToastProvider>
      <ResultsView open={{ ...open, ...part }} actions={actions} />
    </ToastProvider>,
  );
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the results', () => {
  it('begin with the verdict, and name every table', () => {
    const html = show();
    const order = [
      'Verdict',
      'Diversity',
      'Quality',
      'Curves',
      'Samples',
      'Blind vote',
      'Reproduction',
      'Limits',
      'Report',
    ];
    const places = order.map((title) => html.indexOf(`font-semibold">${title}</h3>`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    for (const table of html.matchAll(/<table[^>]*>/g)) expect(table[0]).toContain('aria-label=');
    expect([...html.matchAll(/<table/g)].length).toBe([...html.matchAll(/<caption/g)].length);
    for (const head of html.matchAll(/<th [^>]*>/g)) expect(head[0]).toContain('scope=');
  });

  it('say what is unknown as unknown, and on what figures stand', () => {
    const text = words(show());
    expect(text).toContain('unknown too few texts');
    expect(text).toContain('27 texts, 27 pairs');
    expect(text).toContain('The run is not finished. When this was measured there were 114 of 120 planned answers.');
    expect(text).toContain('17 of 27');
    expect(text).toContain('6 answers of the plan are missing');
    expect(text).toContain('chance 25%, 1 of 4');
    expect(text).toMatch(/Of those found \d+% are right \(\d+% to \d+%, n \d+\)/);
  });

  it('point out what may not be sold', () => {
    expect(words(show())).toContain('No commercial use.');
  });

  it('offer to measure what is there before the end, and nothing else but the vote', () => {
    const html = show({ analysis: { ...open.analysis, status: 'none', result: null } });
    expect(html).not.toContain('Verdict</h3>');
    expect(words(html)).toContain('64 of 100 calls have ended; what is there can be measured.');
    expect(html).toMatch(/<button[^>]*disabled=""[^>]*>Export Markdown/);
  });

  it('say how far the measuring is', () => {
    const running = { ...open.analysis, status: 'running', stage: 'embedding', fraction: 0.42 } as const;
    expect(words(show({ analysis: running }))).toContain('Reading the meaning of the answers, 42%');
  });
});

describe('words', () => {
  it('say of a whole run that it is one', () => {
    expect(standingText(result, { ended: 9, calls: 9 })).toBe('This stands on 114 of 120 planned answers.');
  });

  it('read a trial’s place from its id', () => {
    expect(placeOf('e1/hub/0/12' as TrialId)).toEqual({ arm: 'hub', model: 0, index: 12, solve: null });
    expect(placeOf('e1/hub-2/1/3/0' as TrialId)).toEqual({ arm: 'hub-2', model: 1, index: 3, solve: 0 });
    expect(placeOf('something' as TrialId)).toBeNull();
  });
});

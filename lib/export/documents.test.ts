import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DedupDecision } from '../model/dedup.ts';
import { answersCard } from './answers-card.ts';
import { cardText } from './card-text.ts';
import { goldenKept } from './golden.test-help.ts';
import { styleHash, styles } from './html-style.ts';
import { answerHtml, htmlText } from './html.ts';
import { mdBlock, mdLine } from './markdown.ts';
import { bytesOf, calm, chosenArb, nastyText, world } from './runs.test-help.ts';
import { writeAnswers } from './write-answers.ts';

const written = async (format: 'html' | 'md') =>
  new TextDecoder().decode(await bytesOf(await writeAnswers(goldenKept, format, world, calm)));

describe('HTML', () => {
  it('allows its own style sheet and nothing else', async () => {
    expect(createHash('sha256').update(styles).digest('base64')).toBe(styleHash);
    const text = await written('html');
    expect(text).toContain(`content="default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'`);
    expect(text).not.toMatch(/ (src|href|style|on\w+)=/);
  });

  it('has no tag but its own, whatever the texts', async () => {
    const tags = new Set(
      'html meta title style main h1 h2 h3 bdi p strong details summary dl dt dd pre ul li article script'.split(' '),
    );
    await fc.assert(
      fc.asyncProperty(chosenArb, async (chosen) => {
        const text = new TextDecoder().decode(await bytesOf(await writeAnswers(chosen, 'html', world, calm)));
        const found = [...text.matchAll(/<\/?([a-z!][^\s>]*)/gi)].map(([, tag]) => tag ?? '');
        expect(found.filter((tag) => !tags.has(tag) && tag !== '!doctype')).toEqual([]);
        expect(found.filter((tag) => tag === 'script').length).toBe(2);
      }),
      { numRuns: 40 },
    );
  });

  it('shows a text as it is, from its first line break on', () => {
    const [{ run, cells: [cell] } = { run: null, cells: [] }] = goldenKept;
    if (!run || !cell) throw new Error('no cell');
    expect(answerHtml(run, { ...cell, text: '\nA <b> & "c"' })).toContain(
      '<pre class="answer" dir="auto">\n\nA &lt;b&gt; &amp; &quot;c&quot;</pre>',
    );
    expect(htmlText('a\0b\u001b')).toBe('a\ufffdb\ufffd');
  });
});

describe('Markdown', () => {
  it('fences every text with more backticks than it has', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const lines = mdBlock(text).split('\n');
        const fence = /^`+/.exec(lines[0] ?? '')?.[0] ?? '';
        const inside = lines.slice(1, -2);
        expect(lines.at(-2)).toBe(fence);
        expect(inside.join('\n')).toBe(text.replace(/\r\n?/g, '\n'));
        expect(inside.some((line) => line.includes(fence))).toBe(false);
      }),
    );
  });

  it('leaves nothing active in a line', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const line = mdLine(text);
        expect(line).not.toMatch(/[\r\n]/);
        expect(line.replace(/\\[\\`*_[\]<>#|~&$]/g, '')).not.toMatch(/[\\`*_[\]<>#|~&$]/);
      }),
    );
  });
});

describe('the data card', () => {
  it('points out licences first: what forbids before what is unknown', async () => {
    const card = await answersCard(goldenKept, world, calm.breathe);
    expect(card.notices).toEqual([
      expect.stringMatching(/Weavers.*No commercial use/),
      expect.stringMatching(/Qwen: licence unknown/),
    ]);
    const text = await written('md');
    expect(text.indexOf('**Licence:**')).toBeLessThan(text.indexOf('## '));
    expect(text).not.toContain('localhost');
  });

  it('counts what is there and says what is not', async () => {
    const [first, second] = goldenKept;
    if (!first || !second) throw new Error('no runs');
    const [redone] = first.cells;
    if (!redone) throw new Error('no cell');
    const attempts = [...first.attempts, { ...redone, attempt: 1, id: 'r1/0/0/1' as typeof redone.id }];
    const chosen = [
      {
        ...first,
        attempts,
        cells: attempts.filter(
          ({ state, attempt, column, repeat }) => state === 'done' && (attempt === 1 || column + repeat > 0),
        ),
      },
      second,
    ];
    const card = await answersCard(chosen, world, calm.breathe);
    expect(card.counts).toEqual({
      ...{ written: 4, runs: 2, asked: 5, done: 4, failed: 1, stopped: 0, open: 0 },
      ...{ earlierAttempts: 1, removed: 0 },
    });
    expect(card.limits[0]).toBe('Not in this file: 1 earlier attempts, 1 failed. A .polyphony file has all attempts.');
    expect(card.personas).toMatchObject([
      { kind: 'collection', collection: 'Weavers', personas: 1, answers: 2 },
      { kind: 'control', answers: 2 },
    ]);
    expect(card.validity.notMeasured.length).toBeGreaterThan(0);
    expect(card.environments).toMatchObject([{ runs: 2, environment: { browser: 'Chromium 156' } }]);
    expect(cardText(card).sections.map(({ title }) => title)).toEqual([
      ...['This file', 'Task: Math problem', 'Models', 'Settings', 'Personas', 'Validity', 'Environment'],
      ...['Near-duplicates', 'Limits'],
    ]);
  });

  it('tells of decisions about near-duplicates in words', async () => {
    const decision: DedupDecision = {
      version: 1,
      id: 'd',
      createdAt: Date.UTC(2026, 0, 3),
      scope: '2 runs',
      method: { kind: 'exact', tokens: { kind: 'words', size: 1 } },
      threshold: 0.9,
      keep: 'longest',
      byHand: 1,
      before: 4,
      clusters: 1,
      removed: { kind: 'answers', cells: [], kept: [], similarity: new Float32Array(1) },
    };
    const marks = new Map([
      [goldenKept[0]?.cells[0]?.id ?? ('' as never), { removedFor: null, standsFor: 1, decisions: [decision] }],
    ]);
    expect((await answersCard(goldenKept, { ...world, marks }, calm.breathe)).dedup).toMatchObject([
      {
        words:
          '2026-01-03, 2 runs: compared by words (Jaccard similarity, every pair found), from a likeness of 0.9. ' +
          'Of 4 answers 1 went; in the one cluster (1 chosen by hand) the longest stays.',
        decision: { decision: 'd' },
      },
    ]);
  });
});

describe('writing', () => {
  it('ends soon after an abort, with its reason', async () => {
    const control = new AbortController();
    const steps = {
      ...calm,
      signal: control.signal,
      breathe: () => {
        control.abort(new Error('stopped'));
        return Promise.resolve();
      },
    };
    await expect(writeAnswers(goldenKept, 'html', world, steps)).rejects.toThrow('stopped');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerText, lostStart } from './answer-text.ts';

/** Answers as web-llm decodes them after each token: any number of bytes, half a character as U+FFFD. */
function decodedAfterEach(text: string, sizes: readonly number[]): string[] {
  const bytes = new TextEncoder().encode(text);
  const steps: string[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    at += sizes[i % sizes.length] ?? 1;
    steps.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, at)));
  }
  return steps;
}

const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 9 });
const unicode = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\uFFFD'));

describe('the text of an answer', () => {
  it('comes out whole, in whole characters, however its bytes are cut', () => {
    fc.assert(
      fc.property(unicode, sizes, (text, cuts) => {
        const answer = new AnswerText([], []);
        const pieces = decodedAfterEach(text, cuts).map((step) => answer.push(step));
        for (const piece of pieces) expect(piece).not.toMatch(/\p{Cs}|\uFFFD/u);
        expect(pieces.join('') + answer.end()).toBe(text);
      }),
    );
  });

  it('leaves out half a character at the end', () => {
    const answer = new AnswerText([], []);
    expect(answer.push('so \uFFFD') + answer.end()).toBe('so ');
  });

  it('ends before the first stop string, and never shows the start of one', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c') });
    const stops = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(letters, stops, sizes, (text, asked, cuts) => {
        const answer = new AnswerText([], asked);
        let out = '';
        for (const step of decodedAfterEach(text, cuts)) out += answer.push(step);
        out += answer.end();
        // Letter by letter: the first stop string that is whole, the longest where several end there.
        let shown: string | null = null;
        for (let end = 1; end <= text.length && shown === null; end++) {
          const whole = asked.filter((stop) => text.slice(0, end).endsWith(stop)).map(({ length }) => length);
          if (whole.length > 0) shown = text.slice(0, end - Math.max(...whole));
        }
        expect(out).toBe(shown ?? text);
        expect(answer.stopped).toBe(shown === null ? null : 'stop-string');
      }),
    );
  });

  it('tells the template’s stop strings from the job’s', () => {
    const own = new AnswerText(['</s>'], ['STOP']);
    expect(own.push('Yes.</')).toBe('Yes.');
    expect(own.push('Yes.</s>more')).toBe('');
    expect(own.stopped).toBe('end');
    const asked = new AnswerText(['</s>'], ['STOP']);
    expect(asked.push('Yes. STOP</s>') + asked.end()).toBe('Yes. ');
    expect(asked.stopped).toBe('stop-string');
  });
});

describe('what a decoder takes off the start', () => {
  const words = ['Thing', ':', ' a', ' bird', '日'];
  const joined = (ids: readonly number[]) => ids.map((id) => words[id] ?? '').join('');

  it('is given back where the decoder strips a leading space', () => {
    const stripping = (ids: readonly number[]) => joined(ids).replace(/^ /, '');
    expect(lostStart(stripping, [0, 1], 3)).toBe(' ');
    expect(lostStart(stripping, [0, 1], 4)).toBe('');
  });

  it('is nothing where it keeps the text', () => {
    expect(lostStart(joined, [0, 1], 3)).toBe('');
  });
});

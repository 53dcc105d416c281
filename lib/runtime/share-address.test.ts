import { expect, it } from 'vitest';
import type { FarAnswer, FarAsk } from '../protocol/far.ts';
import { fetchFile, type FarLine, MOST_BYTES } from './share-address.ts';

/** A line that gives these answers, one for each question, and remembers what it was asked. */
function lineOf(answers: readonly (FarAnswer | null)[]) {
  const seen = { asked: [] as FarAsk[], ended: 0 };
  const line: FarLine = {
    onmessage: null,
    onerror: null,
    postMessage(ask) {
      const answer = answers[Math.min(seen.asked.length, answers.length - 1)] ?? null;
      seen.asked.push(ask);
      if (answer) queueMicrotask(() => line.onmessage?.({ data: answer } as MessageEvent<FarAnswer>));
    },
    terminate: () => void (seen.ended += 1),
  };
  return { seen, start: () => line };
}

const head: FarAnswer = { kind: 'head', status: 200, url: 'https://host.test/x', headers: [] };
const piece = (text: string): FarAnswer => ({ kind: 'piece', bytes: new TextEncoder().encode(text) });
const never = new AbortController().signal;
const code = (thrown: unknown) => (thrown as { fault: { code: string } }).fault.code;

it('reads the file behind an address and lets go of the line', async () => {
  const { seen, start } = lineOf([head, piece('one '), piece('two'), { kind: 'end' }]);
  const file = await fetchFile(' https://host.test/files/my%20runs.polyphony?x=1 ', start, never);
  expect([file.name, await file.text()]).toEqual(['my runs.polyphony', 'one two']);
  expect(seen.asked[0]).toEqual({ kind: 'open', url: 'https://host.test/files/my%20runs.polyphony?x=1', headers: {} });
  expect(seen.ended).toBe(1);
});

it.each(['', 'words', 'http://host.test/a', 'ftp://a', 'javascript:1', 'data:,x', 'https://me:secret@host.test/a'])(
  'asks nobody for %j',
  async (typed) => {
    const { seen, start } = lineOf([head]);
    expect(await fetchFile(typed, start, never).catch(code)).toBe('bad-input');
    expect(seen.asked).toEqual([]);
  },
);

it.each(['http://localhost:8080/a', 'http://127.0.0.1/a', 'http://[::1]/a'])(
  'asks this machine at %s',
  async (typed) => {
    const { start } = lineOf([head, { kind: 'end' }]);
    expect((await fetchFile(typed, start, never)).size).toBe(0);
  },
);

it.each([
  ['an error', [{ ...head, status: 404 }], 'download-failed'],
  ['no answer', [{ kind: 'broken', message: 'x' }], 'download-failed'],
  ['a line that breaks', [head, piece('x'), { kind: 'broken', message: 'x' }], 'download-failed'],
  ['more than is read', [head, { kind: 'piece', bytes: new Uint8Array(MOST_BYTES / 4 + 1) }], 'share-too-large'],
] as const)('tells of %s', async (_, answers, expected) => {
  const { seen, start } = lineOf(answers as readonly FarAnswer[]);
  expect(await fetchFile('https://host.test/a', start, never).catch(code)).toBe(expected);
  expect(seen.ended).toBe(1);
});

it('ends the line when it is called off', async () => {
  const { seen, start } = lineOf([head, null]);
  const abort = new AbortController();
  const reading = fetchFile('https://host.test/a', start, abort.signal).catch(code);
  await new Promise((resolve) => setImmediate(resolve));
  abort.abort();
  expect(await reading).toBe('cancelled');
  expect(seen.ended).toBe(1);
});

import { expect, it } from 'vitest';
import { readTyped } from './typed.ts';

const fragment = `#v1.${'aB-_'.repeat(8)}.a1B2c3`;

it.each([
  ['a link', `https://polyphony.test/${fragment}`],
  ['a link of another host', `https://elsewhere.test/app/${fragment}`],
  ['the frame of one', `https://polyphony.test/embed${fragment}`],
  ['the fragment alone', fragment],
  ['without its hash', fragment.slice(1)],
  ['in words', `Look: <https://polyphony.test/${fragment}>.`],
  ['broken by a chat', `https://polyphony.test/${fragment.slice(0, 12)}\n${fragment.slice(12)}`],
])('takes %s for the link', (_, typed) => {
  expect(readTyped(typed)).toEqual({ kind: 'link', fragment });
});

it('leaves what is cut off for the worker to refuse', () => {
  expect(readTyped('https://polyphony.test/#v1.abc')).toEqual({ kind: 'link', fragment: '#v1..' });
});

it.each([
  'https://host.test/v1.2/a.polyphony',
  'http://localhost:8080/a',
  'http://127.0.0.1/a',
  ' https://host.test/a ',
])('takes %j for an address', (typed) => {
  expect(readTyped(typed)).toEqual({ kind: 'address', url: new URL(typed.trim()) });
});

it.each([
  '',
  'words',
  'http://host.test/a',
  'ftp://host.test/a',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'blob:https://host.test/1',
  'https://user:secret@host.test/a',
])('asks nothing for %j', (typed) => {
  expect(readTyped(typed)).toBeNull();
});

it('reads no more than a link may have', () => {
  expect(readTyped(`https://polyphony.test/#v1.${'a'.repeat(40_000)}.abcdef`)).toEqual({ kind: 'too-long' });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SseParser } from './sse.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function parse(pieces: readonly Uint8Array[]): string[] {
  const parser = new SseParser();
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.finish()];
}

/** Cuts at these places, in any order, repeated or past the end. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end));
}

/** The same format read the simple way: the whole text at once. */
function parseWhole(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n|\r/g, '\n')
    .split(/\n\n+/)
    .map((block) => block.split('\n').filter((line) => line === 'data' || line.startsWith('data:')))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.slice(5).replace(/^ /, '')).join('\n'));
}

describe('server-sent events', () => {
  it.each([
    ['data: {"a":1}\n\ndata: [DONE]\n\n', ['{"a":1}', '[DONE]']],
    ['data:{"a":1}\r\n\r\ndata: x\r\rdata: y', ['{"a":1}', 'x', 'y']],
    [': ping\n\nevent: message\nid: 7\nretry: 10\ndata: a\ndata: b\n\n: ping\n', ['a\nb']],
    ['data\n\ndata:\n\ndata:  two\n\n', ['', '', ' two']],
    ['\uFEFFdata: a\n\n', ['a']],
    ['database: no\nDATA: no\n data: no\n\n', []],
    ['', []],
    ['\n\n\r\n\r\n', []],
  ])('reads %j', (text, events) => {
    expect(parse([bytesOf(text)])).toEqual(events);
    expect(parse([...bytesOf(text)].map((byte) => Uint8Array.of(byte)))).toEqual(events);
  });

  it('reads the same wherever the bytes are cut, and what a plain reading of the whole gives', () => {
    const field = fc.constantFrom('data: ', 'data:', ': ', 'event: ', 'data', '');
    const value = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n\uFEFF]/g, ''));
    const line = fc
      .tuple(field, value, fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\r\n\r\n'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat()), (lines, places) => {
        const text = lines.join('');
        expect(parse(cut(bytesOf(text), places))).toEqual(parseWhole(text));
      }),
      { numRuns: 500 },
    );
    // A busy machine takes its time.
  }, 60_000);

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat()), (bytes, places) => {
        expect(parse(cut(bytes, places))).toEqual(parse([bytes]));
      }),
    );
  });

  it('gives up on a line and on an event without an end', () => {
    const piece = bytesOf('a'.repeat(64 * 1024));
    const endless = (bytes: Uint8Array) => () => {
      const parser = new SseParser();
      for (let i = 0; i < 20; i++) parser.push(bytes);
    };
    expect(endless(piece)).toThrow('without an end');
    expect(endless(bytesOf(`data: ${'a'.repeat(64 * 1024)}\n`))).toThrow('without an end');
    expect(endless(bytesOf(`data: ${'a'.repeat(64 * 1024)}\n\n`))).not.toThrow();
  });
});

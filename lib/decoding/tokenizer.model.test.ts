import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ByteLevelTokenizer, type TokenizerData } from './tokenizer.ts';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly ids: readonly number[];
}
const fixture = JSON.parse(readFileSync(new URL('./fixtures/tokens.json', import.meta.url), 'utf8')) as {
  cases: Case[];
  chat: Case[];
};

describe('tokenizer, against llama.cpp', () => {
  let tokenizer: ByteLevelTokenizer;
  let names: ReadonlySet<string>;
  let control: RegExp;
  beforeAll(() => {
    const published = new URL('../../public/models/smollm2-135m/tokenizer.json', import.meta.url);
    const data = JSON.parse(readFileSync(published, 'utf8')) as TokenizerData;
    tokenizer = new ByteLevelTokenizer(data);
    names = new Set(data.tokens.filter((_, id) => data.types[id] === 3));
    control = new RegExp(`(${[...names].map((name) => name.replaceAll('|', '\\|')).join('|')})`);
  });

  it.each(fixture.cases)('$name', ({ name, text, ids }) => {
    expect(tokenizer.encode([{ text, special: false }])).toEqual(ids);
    if (!name.includes('lossy')) expect(tokenizer.decode(ids)).toBe(text);
  });

  it.each(fixture.chat)('chat: $name', ({ text, ids }) => {
    const segments = text
      .split(control)
      .filter((part) => part !== '')
      .map((part) => ({ text: part, special: names.has(part) }));
    expect(tokenizer.encode(segments)).toEqual(ids);
  });
});

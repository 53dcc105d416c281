import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { HubTokenizer } from '../../../lib/decoding/hub-tokenizer.ts';
import { ByteLevelTokenizer, type TokenizerData } from '../../../lib/decoding/tokenizer.ts';
import { tokenizerJson } from './test-models.test-help.ts';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly ids: readonly number[];
}
const read = (path: string) =>
  JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')) as unknown;
const fixture = read('lib/decoding/fixtures/tokens.json') as { cases: Case[]; chat: Case[] };

describe('SmolLM2’s tokenizer read from the hub’s file, against llama.cpp', () => {
  let hub: HubTokenizer;
  let own: ByteLevelTokenizer;
  beforeAll(() => {
    const data = read('public/models/smollm2-135m/tokenizer.json') as TokenizerData;
    const controls = data.tokens.filter((_, id) => data.types[id] === 3);
    hub = new HubTokenizer(tokenizerJson(data.tokens, data.merges, controls), {}, [2]);
    own = new ByteLevelTokenizer(data);
  });

  // Special tokens are found by their text here, where llama.cpp was told which is which.
  const alike = fixture.cases.filter(({ name }) => !name.includes('HF differs'));
  it.each([...alike, ...fixture.chat])('$name', ({ text, ids }) => {
    expect(hub.encodeText(text)).toEqual(ids);
  });

  it('has the same bytes for each token and ends with the same ones', () => {
    expect(hub.size).toBe(own.size);
    for (let id = 0; id < own.size; id++) {
      expect(hub.isControl(id), `token ${id}`).toBe(own.isControl(id));
      expect(Buffer.compare(hub.tokenBytes(id), own.tokenBytes(id)), `token ${id}`).toBe(0);
    }
  });

  it('cuts any text as ours does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        fc.pre(!text.includes('<|'));
        expect(hub.encodeText(text)).toEqual(own.encode([{ text, special: false }]));
      }),
      { numRuns: 300 },
    );
  });
});

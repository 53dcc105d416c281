import { describe, expect, it } from 'vitest';
import { HubTokenizer } from './hub-tokenizer.ts';
import { TextStream } from './text-stream.ts';

const bytes = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`);
const tokens = [
  '<unk>',
  '<s>',
  '</s>',
  ...bytes,
  '▁',
  'H',
  'i',
  't',
  'h',
  'e',
  'r',
  '▁H',
  '▁Hi',
  '▁t',
  'th',
  '▁th',
  '▁the',
  're',
];
const special = (content: string) => ({ id: tokens.indexOf(content), content, special: true, normalized: false });

/** Laid out as Llama 2's. */
const sentencePiece = {
  version: '1.0',
  added_tokens: ['<unk>', '<s>', '</s>'].map(special),
  normalizer: {
    type: 'Sequence',
    normalizers: [
      { type: 'Prepend', prepend: '▁' },
      { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
    ],
  },
  pre_tokenizer: null,
  post_processor: null,
  decoder: {
    type: 'Sequence',
    decoders: [{ type: 'Replace', pattern: { String: '▁' }, content: ' ' }, { type: 'ByteFallback' }, { type: 'Fuse' }],
  },
  model: {
    type: 'BPE',
    unk_token: '<unk>',
    byte_fallback: true,
    vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
    merges: ['▁ H', '▁H i', '▁ t', '▁t h', '▁th e', 'r e'],
  },
};

describe('HubTokenizer', () => {
  it('reads SentencePiece’s kind, with bytes for what it does not know', () => {
    const tokenizer = new HubTokenizer(sentencePiece, {}, [2]);
    const ids = tokenizer.encodeText('<s>Hi there😀</s>');
    expect(ids.map((id) => tokens[id])).toEqual([
      '<s>',
      '▁Hi',
      '▁the',
      're',
      '<0xF0>',
      '<0x9F>',
      '<0x98>',
      '<0x80>',
      '</s>',
    ]);
    const stream = new TextStream([]);
    expect(ids.map((id) => stream.push(tokenizer.tokenBytes(id))).join('') + stream.end()).toBe(' Hi there😀');
    expect(tokenizer.controlTokens).toEqual(['<unk>', '<s>', '</s>']);
    expect([1, 2, 3].map((id) => tokenizer.isControl(id))).toEqual([true, true, false]);
  });

  it('ends answers with what the configuration names, too', () => {
    const tokenizer = new HubTokenizer({ ...sentencePiece, added_tokens: [] }, {}, [2]);
    expect([1, 2].map((id) => tokenizer.isControl(id))).toEqual([false, true]);
    expect(tokenizer.tokenBytes(2)).toHaveLength(0);
  });

  it.each([
    { why: 'holds nothing', data: {} },
    { why: 'is no file of this kind', data: 'tokens' },
    { why: 'is a WordPiece', data: { ...sentencePiece, model: { type: 'WordPiece', vocab: {} } } },
    { why: 'tells no bytes', data: { ...sentencePiece, decoder: { type: 'CTC' } } },
    { why: 'has a step that is not known', data: { ...sentencePiece, pre_tokenizer: { type: 'Astrology' } } },
  ])('names a fault when it $why', ({ data }) => {
    expect(() => new HubTokenizer(data, {}, [])).toThrow(
      expect.objectContaining({ fault: expect.objectContaining({ code: 'model-unsupported' }) as unknown }) as Error,
    );
  });
});

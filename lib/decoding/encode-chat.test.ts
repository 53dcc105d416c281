import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderChatml } from '../prompt/chatml.ts';
import { encodeChat } from './encode-chat.ts';
import { tinyTokenizer } from './tiny-tokenizer.test-help.ts';

const tokenizer = tinyTokenizer();
const encode = (start: string, rest: string, sharedChars = start.length) =>
  encodeChat(
    tokenizer,
    renderChatml({ messages: [{ role: 'user', content: start + rest }], answerPrefix: 'A:', sharedChars }),
  );

describe('encodeChat', () => {
  it('shares the same ids between chats with the same start, and never all of them', () => {
    const text = fc.string({ unit: fc.constantFrom('t', 'h', 'e', ' ', 'a', 'n', 'é', '5'), maxLength: 20 });
    fc.assert(
      fc.property(text, text, text, (start, left, right) => {
        const [a, b] = [encode(start, left), encode(start, right)];
        const agreed = Math.min(a.shared, b.shared);
        expect(a.ids.slice(0, agreed)).toEqual(b.ids.slice(0, agreed));
        expect(a.shared).toBeLessThan(a.ids.length);
        expect(a.ids).toEqual(encode(start, left, 0).ids);
      }),
    );
  });

  it('stops sharing before a token that reaches over the boundary', () => {
    const whole = encode('say th', 'e name');
    const apart = encode('say th', '. name');
    expect(apart.shared).toBe(whole.shared + 1);
  });

  it('never makes a control token of ordinary text', () => {
    const control = tokenizer.encode([{ text: '<|im_end|>', special: true }])[0];
    const ids = encode('', '<|im_end|>').ids;
    expect(ids.filter((id) => id === control)).toHaveLength(1);
    expect(tokenizer.decode(ids)).toContain('<|im_end|>');
  });
});

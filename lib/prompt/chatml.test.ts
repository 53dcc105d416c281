import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatPrompt } from '../model/job.ts';
import { chatmlText, renderChatml } from './chatml.ts';

const anyPrompt: fc.Arbitrary<ChatPrompt> = fc.record({
  messages: fc.array(
    fc.record({
      role: fc.constantFrom('system', 'user', 'assistant'),
      content: fc.oneof(fc.string(), fc.constant('<|im_end|>')),
    }),
    { maxLength: 4 },
  ),
  answerPrefix: fc.string(),
  sharedChars: fc.constant(0),
});

describe('renderChatml', () => {
  it('writes SmolLM2’s chat and leaves the assistant’s turn open', () => {
    const { segments } = renderChatml({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi <|im_end|>' },
      ],
      answerPrefix: 'Name:',
      sharedChars: 2,
    });
    expect(chatmlText(segments)).toBe(
      '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi <|im_end|><|im_end|>\n<|im_start|>assistant\nName:',
    );
    expect(segments.filter(({ special }) => special)).toHaveLength(5);
    expect(segments).toContainEqual({ text: 'user\nHi <|im_end|>', special: false });
  });

  it('says where the shared part ends', () => {
    const messages = [
      { role: 'system', content: 'S' },
      { role: 'user', content: 'common mine' },
    ] as const;
    const { segments, sharedSegments, sharedCharsInNext } = renderChatml({
      messages,
      answerPrefix: '',
      sharedChars: 6,
    });
    const next = segments[sharedSegments]?.text.slice(0, sharedCharsInNext) ?? '';
    expect(chatmlText(segments.slice(0, sharedSegments)) + next).toBe(
      '<|im_start|>system\nS<|im_end|>\n<|im_start|>user\ncommon',
    );
  });

  it('never puts two plain segments side by side, and special ones hold only the two tokens', () => {
    fc.assert(
      fc.property(anyPrompt, (prompt) => {
        const { segments } = renderChatml(prompt);
        expect(segments.every((segment, i) => segment.special || segments[i - 1]?.special !== false)).toBe(true);
        const specials = segments.filter(({ special }) => special).map((segment) => segment.text);
        expect(specials).toHaveLength(prompt.messages.length * 2 + 1);
        expect(specials.every((token) => token === '<|im_start|>' || token === '<|im_end|>')).toBe(true);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { estimateText } from './words.ts';

const unknown = { promptTokens: null, completionTokens: null, seconds: null };

describe('what a plan takes', () => {
  it('says that nothing is known before anything was measured', () => {
    expect(estimateText({ ...unknown, calls: 96, measured: 0 })).toBe(
      '96 calls. Tokens and time are known once one answer of each arm was measured.',
    );
  });

  it('says tokens, time and what they stand on', () => {
    expect(estimateText({ calls: 96, promptTokens: 21000, completionTokens: 9800, seconds: 245, measured: 4 })).toBe(
      '96 calls, about 21,000 prompt tokens and 9,800 tokens written. About 5 min on this device, by 4 calls measured.',
    );
  });

  it('leaves out what the engine does not tell', () => {
    expect(estimateText({ ...unknown, calls: 8, measured: 1 })).toBe(
      '8 calls. The time is not known: the engine does not tell.',
    );
  });
});

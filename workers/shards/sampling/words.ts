import { fold } from '../../../lib/personas/fold.ts';

// Scripts without spaces: each character counts as a word.
const single = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => `\\p{Script=${script}}`)
  .join('');
// Written as text because the compiler's target knows no subtraction of character classes yet; browsers since 2023 do.
const words = new RegExp(`[${single}]|[[\\p{L}\\p{N}\\p{M}]--[${single}]]+`, 'gv');

/** @returns gives a text's different words as numbers, equal for equal words of all texts that it was given */
export function numberWords(): (text: string) => Uint32Array {
  const numbers = new Map<string, number>();
  return (text) => {
    const own = new Set<number>();
    for (const [word] of fold(text).matchAll(words)) {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      own.add(number);
    }
    return Uint32Array.from(own);
  };
}

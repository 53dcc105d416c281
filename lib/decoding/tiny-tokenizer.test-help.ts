import { ByteLevelTokenizer } from './tokenizer.ts';

/** GPT-2's characters for the 256 bytes. */
function byteCharacters(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCharCode(printable ? byte : next++);
  });
}

const merged = ['th', 'the', 'in', 'an', 'Ġa', 'er'];

/** The real tokenizer with every byte, six longer tokens and ChatML's two control tokens. */
export function tinyTokenizer(): ByteLevelTokenizer {
  const plain = [...byteCharacters(), ...merged];
  return new ByteLevelTokenizer({
    version: 1,
    tokens: [...plain, '<|im_start|>', '<|im_end|>'],
    merges: ['t h', 'th e', 'i n', 'a n', 'Ġ a', 'e r'],
    types: [...plain.map(() => 1), 3, 3],
  });
}

/** The id of `<|im_end|>`. */
export const END = 256 + merged.length + 1;

import type { LinkSize } from '../../../lib/share/size.ts';
import type { ShareChoices } from './choices.ts';

/** What shortens it, as far as there is something left to shorten; the file always is a way. */
export function advice(
  { personas }: Pick<ShareChoices, 'personas'>,
  { answers, held }: { readonly answers: number; readonly held: number },
): string {
  const ways = [
    answers > 1 && 'fewer answers',
    answers === 1 && 'the set-up only',
    personas === 'text' && held > 0 && 'personas by name',
    'the file',
  ].filter((way) => way !== false);
  const last = ways.pop() ?? '';
  return ways.length > 0 ? `Take ${ways.join(', ')} or ${last}.` : `Take ${last}.`;
}

/** What a link of this size meets, and what to do about it. */
export function sizeText({ warnings }: LinkSize, shorter: string): string {
  const [weightiest] = warnings;
  return weightiest === undefined ? 'Short enough for chats, mail and posts.' : `${weightiest} ${shorter}`;
}

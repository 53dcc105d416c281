import type { Cell } from '../../lib/model/run.ts';
import { tokensPerSecond } from '../play/draft.ts';
import { deviceText } from '../share/reproduction/words.ts';
import { formatRate } from '../ui/format.ts';

/** Where these answers were computed, each place once: `processor, 2 threads, int8`; empty when nobody told. */
export function devicesText(cells: readonly Cell[]): string {
  return [...new Set(cells.flatMap(({ on }) => (on ? [deviceText(on)] : [])))].join('; ');
}

/** `12.0 to 31.5 tokens/s for each answer`; empty when nobody counted. */
export function ratesText(cells: readonly Cell[]): string {
  const rates = cells.map(tokensPerSecond).filter((rate) => rate !== null);
  if (rates.length === 0) return '';
  const [least, most] = [formatRate(Math.min(...rates)), formatRate(Math.max(...rates))];
  return `${least === most ? least : `${least} to ${most}`} tokens/s for each answer`;
}

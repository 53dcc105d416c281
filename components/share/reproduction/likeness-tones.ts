import type { CellLikeness } from '../../../lib/model/share.ts';

/** The colour only repeats the words. */
export const likenessTones: Readonly<Record<CellLikeness['kind'], string>> = {
  identical: 'text-accent',
  prefix: 'text-warn',
  different: 'text-bad',
  open: 'text-soft',
};

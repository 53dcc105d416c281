import type { Fault } from '../../lib/model/fault.ts';
import { faultText } from '../hub/words.ts';
import type { Review } from '../providers/dedup.tsx';
import { Notice } from '../ui/notice.tsx';
import { faultAdvice } from './words.ts';

interface TroubleProps {
  readonly title: string;
  readonly fault: Fault;
  /** What failed: its method tells what else to do. */
  readonly review?: Review;
  readonly advice?: string;
}

/** What went wrong and what to do. */
export function Trouble({ title, fault, review, advice }: TroubleProps) {
  const more = advice ?? (review ? faultAdvice(fault, review.method, review.floor) : '');
  return (
    <Notice tone="bad" title={title}>
      {[more === '' ? faultText(fault) : fault.message, more].filter((part) => part !== '').join(' ')}
    </Notice>
  );
}

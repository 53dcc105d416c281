import type { Reference } from '../../../lib/balance/references.ts';
import { Badge } from '../../ui/badge.tsx';

/** What the world's figures are, of which year and by whom. */
export function ReferenceLine({ reference }: { reference: Reference }) {
  const { title, year, source, remark, secondHand } = reference;
  return (
    <p className="mt-2 text-small text-soft">
      <span aria-hidden="true" className="mr-1.5 inline-block h-3.5 w-0.5 bg-ink align-[-0.15em]" />
      World: {title}, {year}. {source}. {secondHand && <Badge tone="warn">second-hand</Badge>} {remark}
    </p>
  );
}

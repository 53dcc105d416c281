import { type ReactNode, useId } from 'react';
import { cx } from '../../ui/cx.ts';

interface SectionProps {
  /** Names the region. */
  readonly title: string;
  /** A sentence or two on how to read it. */
  readonly lead?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of the results: a region with its heading. */
export function Section({ title, lead, className, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cx('grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3', className)}>
      <div>
        <h3 id={id} className="text-title font-semibold">
          {title}
        </h3>
        {lead !== undefined && <p className="max-w-prose text-small text-soft">{lead}</p>}
      </div>
      {children}
    </section>
  );
}

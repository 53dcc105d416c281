import type { ReactNode } from 'react';

interface SetUpSectionProps {
  readonly id: string;
  readonly title: string;
  /** What is chosen here, in a sentence. */
  readonly hint?: string;
  readonly children: ReactNode;
}

/** A part of the set-up: its name beside it where there is room, above it elsewhere. */
export function SetUpSection({ id, title, hint, children }: SetUpSectionProps) {
  return (
    <section
      aria-labelledby={id}
      className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-2 border-t border-line py-4 full:grid-cols-[13rem_minmax(0,1fr)]"
    >
      <div>
        <h3 id={id} className="text-ui font-semibold">
          {title}
        </h3>
        {hint !== undefined && <p className="text-small text-soft">{hint}</p>}
      </div>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-3">{children}</div>
    </section>
  );
}

import type { ReactNode } from 'react';

/** A term and what is said of it, for a grid of two columns: `<dl className="grid grid-cols-[auto_1fr] …">`. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-soft">{term}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

'use client';

import { lazy, memo, Suspense } from 'react';
import { Blocks } from './blocks.tsx';
import { readMarkdown } from './parse.ts';
import { Shown } from './shown.tsx';
import { type FormulaProps, WrittenFormula } from './written-formula.tsx';

const Drawn = lazy(() => import('./formula.tsx').then((module) => ({ default: module.Formula })));

/** As it was written until what draws it is there. */
function LazyFormula({ node }: FormulaProps) {
  return (
    <Suspense fallback={<WrittenFormula node={node} />}>
      <Drawn node={node} />
    </Suspense>
  );
}

/** A model's text as Markdown with formulae; plain where it is too much to lay out. */
export const ReadingView = memo(function ReadingView({ text }: { text: string }) {
  const blocks = readMarkdown(text);
  if (blocks) {
    return (
      <div data-reading="" className="grid grid-cols-[minmax(0,1fr)] gap-[0.75em] leading-[1.625] break-words">
        <Blocks blocks={blocks} Formula={LazyFormula} />
      </div>
    );
  }
  return (
    <>
      <p className="mb-2 text-small text-soft">
        This text is too large to be laid out for reading: here it is as written.
      </p>
      <p dir="auto" className="leading-[1.625] break-words whitespace-pre-wrap">
        <Shown text={text} />
      </p>
    </>
  );
});

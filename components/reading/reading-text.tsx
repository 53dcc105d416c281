'use client';

import { lazy, Suspense } from 'react';

const ReadingView = lazy(() => import('./reading-view.tsx').then((module) => ({ default: module.ReadingView })));

/** A model's text laid out for reading; plain until the code for that is there. */
export function ReadingText({ text }: { text: string }) {
  return (
    <Suspense
      fallback={
        <p dir="auto" className="leading-[1.625] break-words whitespace-pre-wrap">
          {text}
        </p>
      }
    >
      <ReadingView text={text} />
    </Suspense>
  );
}

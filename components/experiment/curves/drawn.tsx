'use client';

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Figure } from './drawing.ts';
import { dress } from './dress.ts';
import { sizeOf } from './sizes.ts';

/** Wider lines are hard to compare: what lies at the ends of one is no longer seen together. */
const WIDEST = 860;
const NARROWEST = 260;

/** The drawing in the theme's colours, as wide as its place. Nothing in it moves. */
export function Drawn({ figure }: { figure: Figure }) {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);

  useLayoutEffect(() => {
    const place = ref.current;
    if (!place) return;
    const measure = () => setWidth(Math.max(NARROWEST, Math.min(WIDEST, Math.floor(place.clientWidth))));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(place);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (width === null) return;
    let gone = false;
    import('./draw/draw.ts').then(
      ({ drawFigure }) => {
        if (gone) return;
        setFailed(false);
        ref.current?.replaceChildren(dress(drawFigure(figure, width)));
      },
      () => {
        if (!gone) setFailed(true);
      },
    );
    return () => {
      gone = true;
    };
  }, [figure, width]);

  return (
    <>
      {/* Its height is known before it is drawn, so nothing below moves. */}
      <div ref={ref} style={width === null || failed ? {} : { minHeight: sizeOf(figure.drawing, width).height }} />
      {failed && (
        <p role="alert" className="text-ui text-bad">
          The part of the app that draws could not be loaded. The numbers below are complete.
        </p>
      )}
    </>
  );
}

import type { DiffPiece } from '../../lib/dedup/diff.ts';

/**
 * What differs from the kept text: its own words struck through, the other one's underlined. Line and wash together, so
 * that it does not hang on colour; the marks are named for those who hear the text.
 */
export function DiffText({ pieces }: { pieces: readonly DiffPiece[] }) {
  return pieces.map(({ kind, text }, at) => {
    if (kind === 'same') return <span key={at}>{text}</span>;
    if (kind === 'removed') {
      return (
        <del key={at} className="rounded-[2px] bg-bad-wash text-bad line-through decoration-1">
          <span className="sr-only"> (kept one says: </span>
          {text}
          <span className="sr-only">) </span>
        </del>
      );
    }
    return (
      <ins
        key={at}
        className="ms-0.5 rounded-[2px] bg-accent-wash font-semibold text-accent underline decoration-2 underline-offset-3"
      >
        <span className="sr-only"> (this one says: </span>
        {text}
        <span className="sr-only">) </span>
      </ins>
    );
  });
}

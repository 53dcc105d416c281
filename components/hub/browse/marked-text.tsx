import type { Segment } from './marked.ts';

/** Text with what the search found; without marks it is plain text. */
export function MarkedText({ segments }: { segments: readonly Segment[] }) {
  return segments.map(({ text, marked }, index) =>
    marked ? (
      <mark key={index} className="rounded-[2px] bg-warn-wash text-ink underline decoration-warn decoration-2">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}

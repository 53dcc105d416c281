import { makeVisible } from '../../lib/share/visible.ts';

/** A text in which nothing hides: characters without a shape of their own get one. */
export function Shown({ text }: { text: string }) {
  return makeVisible(text).map((part, at) =>
    part.kind === 'text' ? (
      part.text
    ) : (
      <span
        key={at}
        title={part.name}
        className="mx-px rounded-[2px] bg-warn-wash px-0.5 font-mono text-[0.75em] text-warn [unicode-bidi:isolate]"
      >
        {part.code}
      </span>
    ),
  );
}

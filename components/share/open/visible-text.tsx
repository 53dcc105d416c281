import { makeVisible } from '../../../lib/share/visible.ts';

/** A text from outside, as text; characters that hide, or turn the direction of what follows, are shown by their code. */
export function VisibleText({ text }: { text: string }) {
  return makeVisible(text).map((part, index) =>
    part.kind === 'text' ? (
      // Text may run from the right; it must not take along what stands around it.
      <bdi key={index}>{part.text}</bdi>
    ) : (
      <span
        key={index}
        title={part.name}
        className="mx-0.5 rounded-small border border-warn bg-warn-wash px-0.5 font-mono text-small text-warn"
      >
        <span className="sr-only">{`${part.name} `}</span>
        {part.code}
      </span>
    ),
  );
}

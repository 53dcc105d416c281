import type { MathNode } from './nodes.ts';
import { Shown } from './shown.tsx';

export interface FormulaProps {
  readonly node: MathNode;
}

/** A formula as it was written, with its delimiters. */
export function WrittenFormula({ node }: FormulaProps) {
  return (
    <code className="font-mono text-[0.92em] break-words whitespace-pre-wrap">
      <Shown text={node.source} />
    </code>
  );
}

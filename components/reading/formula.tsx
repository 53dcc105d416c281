import { createElement, memo, type ReactNode } from 'react';
import { type MathElement, readFormula } from './formula-tree.ts';
import { type FormulaProps, WrittenFormula } from './written-formula.tsx';

/** A formula as the browser draws it; as it was written where it is not understood. */
export const Formula = memo(function Formula({ node }: FormulaProps) {
  const tree = readFormula(node);
  if (!tree) return <WrittenFormula node={node} />;
  return elementOf(tree, 0);
});

function elementOf({ name, attributes, style, children }: MathElement, key: number): ReactNode {
  const inner = children.map((child, at) => (typeof child === 'string' ? child : elementOf(child, at)));
  return createElement(name, { key, ...attributes, ...(Object.keys(style).length > 0 ? { style } : {}) }, ...inner);
}

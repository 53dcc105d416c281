import temml from 'temml';
import { countHidden } from '../../lib/share/visible.ts';
import type { MathNode } from './nodes.ts';

/** A formula in MathML, which browsers draw themselves: allowed elements, attributes and styles alone. */
export interface MathElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly style: Readonly<Record<string, string>>;
  readonly children: readonly (MathElement | string)[];
}

export const mathElements: ReadonlySet<string> = new Set(
  (
    'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle mpadded mphantom menclose msub msup msubsup munder ' +
    'mover munderover mmultiscripts mprescripts none mtable mtr mtd'
  ).split(' '),
);

/** Of how it is set; none leads anywhere, and none has a colour: what is written stays readable on both themes. */
export const mathAttributes: ReadonlySet<string> = new Set(
  (
    'display displaystyle scriptlevel mathvariant stretchy fence separator form lspace rspace minsize maxsize symmetric ' +
    'largeop movablelimits accent accentunder linethickness width height depth voffset columnalign rowspacing ' +
    'columnspacing columnlines rowlines notation'
  ).split(' '),
);

export const mathStyles: ReadonlySet<string> = new Set(
  (
    'padding paddingTop paddingBottom paddingLeft paddingRight border borderTop borderBottom borderLeft borderRight ' +
    'fontWeight mathDepth textAlign'
  ).split(' '),
);

/** They define commands: a few of them make a line into gigabytes. */
const defining = /\\(?:[egx]?def|let|futurelet|(?:re)?newcommand|providecommand|DeclareMathOperator)(?![a-z])/i;
const LONGEST = 1_500;
/** In em: more is not type but paper. */
const MOST_EM = 40;
/** Elements of one formula. */
const MOST_PARTS = 3_000;
/** Where lines of a formula are kept apart: alignments that come as class names. */
const alignments: Readonly<Record<string, string>> = { 'tml-left': 'left', 'tml-right': 'right' };

/** @returns null for a formula that is broken, defines commands or is out of proportion: it is shown as it was written */
export function readFormula({ tex, display }: MathNode): MathElement | null {
  if (tex.length > LONGEST || defining.test(tex) || countHidden(tex) > 0) return null;
  try {
    const options = { displayMode: display, throwOnError: true, trust: false, strict: false } as const;
    const tree: unknown = temml.__renderToMathMLTree(tex, {
      ...options,
      maxSize: [MOST_EM, MOST_EM],
      maxExpand: 200,
      wrap: 'none',
    });
    const read = new Reader().read(tree);
    return read.length === 1 && typeof read[0] === 'object' && read[0].name === 'math' ? read[0] : null;
  } catch {
    // Not TeX that it knows, or nested so deep that the stack ends.
    return null;
  }
}

/** A node of the library's tree, whatever it says of its types. */
interface Raw {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly attributes?: unknown;
  readonly style?: unknown;
  readonly classes?: unknown;
  readonly children?: unknown;
}

class Reader {
  private parts = 0;

  read(node: unknown): readonly (MathElement | string)[] {
    if (typeof node !== 'object' || node === null) throw new RangeError('not a node');
    if (++this.parts > MOST_PARTS) throw new RangeError('too many parts');
    const { type, text, children, attributes, style, classes } = node as Raw;
    if (typeof text === 'string') {
      if (/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text)) throw new RangeError('a hidden direction');
      return [text];
    }
    const inner = Array.isArray(children) ? children.flatMap((child: unknown) => this.read(child)) : [];
    // A fragment.
    if (type === undefined) return inner;
    if (typeof type !== 'string' || !mathElements.has(type)) throw new RangeError('not allowed');
    return [
      {
        name: type,
        attributes: allowed(attributes, mathAttributes),
        style: { ...alignmentOf(classes), ...allowed(style, mathStyles) },
        children: inner,
      },
    ];
  }
}

function allowed(given: unknown, names: ReadonlySet<string>): Readonly<Record<string, string>> {
  const entries = Object.entries(typeof given === 'object' && given !== null ? given : {});
  return Object.fromEntries(
    entries
      .map(([name, value]): [string, string] => [name, String(value)])
      .filter(([name, value]) => names.has(name) && /^[\w.%+\- ]{1,60}$/.test(value) && isModest(value)),
  );
}

function isModest(value: string): boolean {
  return (value.match(/[\d.]+/g) ?? []).every((number) => Number(number) <= 100);
}

function alignmentOf(classes: unknown): Readonly<Record<string, string>> {
  const names: readonly unknown[] = Array.isArray(classes) ? classes : [];
  const found = names.map((name) => alignments[String(name)]).find((align) => align !== undefined);
  return found === undefined ? {} : { textAlign: found };
}

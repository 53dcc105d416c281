import { type ComponentType, Fragment, type ReactNode } from 'react';
import { cx } from '../ui/cx.ts';
import { ScrollSideways } from '../ui/scroll-sideways.tsx';
import { LinkText } from './link-text.tsx';
import type { Block, Inline, MathNode } from './nodes.ts';
import { Shown } from './shown.tsx';
import type { FormulaProps } from './written-formula.tsx';

/** How formulae are drawn: loaded apart, because most texts have none. */
export type FormulaComponent = ComponentType<FormulaProps>;

interface BlocksProps {
  readonly blocks: readonly Block[];
  readonly Formula: FormulaComponent;
}

/** Text that was taken apart, as elements of this list and no other; nothing of it becomes an attribute but an address. */
export function Blocks({ blocks, Formula }: BlocksProps): ReactNode {
  return blocks.map((block, at) => <OneBlock key={at} block={block} Formula={Formula} />);
}

function OneBlock({ block, Formula }: { block: Block; Formula: FormulaComponent }): ReactNode {
  switch (block.kind) {
    case 'line':
      return <Inlines inlines={block.children} Formula={Formula} />;
    case 'paragraph':
      return (
        <p dir="auto">
          <Inlines inlines={block.children} Formula={Formula} />
        </p>
      );
    case 'heading':
      // Not a heading of the page: an answer's own must not stand between the page's.
      return (
        <p dir="auto" className={cx('font-semibold', block.level < 3 && 'text-[1.1em]')}>
          <Inlines inlines={block.children} Formula={Formula} />
        </p>
      );
    case 'quote':
      return (
        <blockquote className="grid gap-[0.6em] border-l-2 border-line pl-3 text-soft">
          <Blocks blocks={block.children} Formula={Formula} />
        </blockquote>
      );
    case 'list':
      return <List items={block.items} start={block.start} Formula={Formula} />;
    case 'code':
      return (
        <ScrollSideways label="Code" className="rounded-small border border-line bg-wash px-3 py-2">
          <pre className="w-max min-w-full font-mono text-[0.88em] leading-normal">
            <code>
              <Shown text={block.text} />
            </code>
          </pre>
        </ScrollSideways>
      );
    case 'table':
      return <Table rows={block.rows} Formula={Formula} />;
    case 'rule':
      return <hr className="border-line" />;
    case 'math':
      return <DisplayMath node={block} Formula={Formula} />;
  }
}

function DisplayMath({ node, Formula }: { node: MathNode; Formula: FormulaComponent }) {
  return (
    <ScrollSideways label="Formula" className="py-1 text-[1.08em]">
      <Formula node={node} />
    </ScrollSideways>
  );
}

interface ListProps {
  readonly items: readonly (readonly Block[])[];
  readonly start: number | null;
  readonly Formula: FormulaComponent;
}

function List({ items, start, Formula }: ListProps) {
  const rows = items.map((blocks, at) => (
    <li key={at} dir="auto" className="pl-1 [&>*+*]:mt-[0.4em]">
      <Blocks blocks={blocks} Formula={Formula} />
    </li>
  ));
  if (start === null) return <ul className="list-disc ps-6">{rows}</ul>;
  return (
    <ol start={start} className="list-decimal ps-8">
      {rows}
    </ol>
  );
}

const aligned = { left: 'text-left', center: 'text-center', right: 'text-right' } as const;

function Table({ rows, Formula }: { rows: Extract<Block, { kind: 'table' }>['rows']; Formula: FormulaComponent }) {
  const line = ({ head, cells }: (typeof rows)[number], row: number) => (
    <tr key={row}>
      {cells.map(({ align, children }, at) => {
        const Cell = head ? 'th' : 'td';
        return (
          <Cell
            key={at}
            {...(head ? { scope: 'col' } : {})}
            dir="auto"
            className={cx(
              'border border-line px-2 py-1 align-top',
              head && 'bg-wash font-semibold',
              align ? aligned[align] : 'text-start',
            )}
          >
            <Inlines inlines={children} Formula={Formula} />
          </Cell>
        );
      })}
    </tr>
  );
  return (
    <ScrollSideways label="Table">
      <table className="border-collapse text-[0.94em]">
        <thead>{rows.filter(({ head }) => head).map(line)}</thead>
        <tbody>{rows.filter(({ head }) => !head).map(line)}</tbody>
      </table>
    </ScrollSideways>
  );
}

function Inlines({ inlines, Formula }: { inlines: readonly Inline[]; Formula: FormulaComponent }): ReactNode {
  return inlines.map((inline, at) => <Fragment key={at}>{oneInline(inline, Formula)}</Fragment>);
}

function oneInline(inline: Inline, Formula: FormulaComponent): ReactNode {
  switch (inline.kind) {
    case 'text':
      return <Shown text={inline.text} />;
    case 'break':
      return <br />;
    case 'code':
      return (
        <code className="rounded-[3px] bg-wash px-1 font-mono text-[0.9em] break-words whitespace-pre-wrap">
          <Shown text={inline.text} />
        </code>
      );
    case 'strong':
      return (
        <strong className="font-semibold">
          <Inlines inlines={inline.children} Formula={Formula} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines inlines={inline.children} Formula={Formula} />
        </em>
      );
    case 'deleted':
      return (
        <del>
          <Inlines inlines={inline.children} Formula={Formula} />
        </del>
      );
    case 'link':
      return (
        <LinkText address={inline.address} written={plainText(inline.children)}>
          <Inlines inlines={inline.children} Formula={Formula} />
        </LinkText>
      );
    case 'image':
      return (
        <span className="text-soft">
          [image: <Shown text={inline.alt === '' ? 'without words' : inline.alt} />, at{' '}
          <span className="break-all">
            <Shown text={inline.address} />
          </span>
          ]
        </span>
      );
    case 'math':
      return inline.display ? (
        <span className="inline-block max-w-full overflow-x-auto align-middle">
          <Formula node={inline} />
        </span>
      ) : (
        <Formula node={inline} />
      );
  }
}

function plainText(inlines: readonly Inline[]): string {
  return inlines.map((inline) => (inline.kind === 'text' || inline.kind === 'code' ? inline.text : '\0')).join('');
}

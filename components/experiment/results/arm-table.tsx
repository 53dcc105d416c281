import { type ReactNode, useId } from 'react';
import { cx } from '../../ui/cx.ts';
import { ScrollSideways } from '../../ui/scroll-sideways.tsx';
import type { FigureText } from './figures.ts';
import type { ShownGroup } from './groups.ts';

interface ArmTableProps {
  /** The table's name, and what it is about in a sentence. */
  readonly name: string;
  readonly about: string;
  readonly groups: readonly ShownGroup[];
  readonly control: string | null;
  /** Under the name of an arm. */
  readonly under: (shown: ShownGroup) => ReactNode;
  /** Of `RowGroup`s. */
  readonly children: ReactNode;
}

// Names of rows stay in sight while arms scroll under them.
const rowHead = 'sticky left-0 z-1 bg-paper py-1.5 pr-3 text-left align-top font-normal';

/** Figures down, arms across; the control has a dashed edge, as everywhere. */
export function ArmTable({ name, about, groups, control, under, children }: ArmTableProps) {
  const id = useId();
  return (
    <>
      {/* Not in the table: there it would scroll sideways with the arms. */}
      <p id={id} className="max-w-prose text-small text-soft">
        {about}
      </p>
      <ScrollSideways label={`${name} of each arm`} className="relative">
        <table
          aria-label={name}
          aria-describedby={id}
          className="min-w-full border-separate border-spacing-0 text-small tabular-nums"
        >
          <caption className="sr-only">{name}</caption>
          <thead>
            <tr className="align-bottom">
              <td className={cx(rowHead, 'w-56 min-w-32 border-b border-edge')} />
              {groups.map((shown) => (
                <th
                  key={shown.arm.id}
                  scope="col"
                  className={cx(
                    'min-w-44 border-b px-2 py-1 text-right font-normal',
                    shown.arm.id === control ? 'border-b-2 border-dashed border-soft' : 'border-edge',
                  )}
                >
                  <span className="block text-ui font-semibold">{shown.name}</span>
                  <span className="block text-soft">{under(shown)}</span>
                </th>
              ))}
            </tr>
          </thead>
          {children}
        </table>
      </ScrollSideways>
    </>
  );
}

interface RowGroupProps {
  readonly title: string;
  readonly columns: number;
  readonly children: ReactNode;
}

export function RowGroup({ title, columns, children }: RowGroupProps) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={columns + 1} className="pt-3 pb-0.5 text-left font-semibold">
          <span className="sticky left-0">{title}</span>
        </th>
      </tr>
      {children}
    </tbody>
  );
}

interface RowProps {
  readonly name: ReactNode;
  /** How to read it, under its name. */
  readonly hint?: ReactNode;
  readonly groups: readonly ShownGroup[];
  readonly cell: (shown: ShownGroup) => ReactNode;
}

export function Row({ name, hint, groups, cell }: RowProps) {
  return (
    <tr>
      <th scope="row" className={cx(rowHead, 'border-t border-line')}>
        <span className="block text-ui">{name}</span>
        {hint !== undefined && <span className="block max-w-40 text-soft wide:max-w-80">{hint}</span>}
      </th>
      {groups.map((shown) => (
        <td key={shown.arm.id} className="border-t border-line px-2 py-1.5 text-right align-top">
          {cell(shown)}
        </td>
      ))}
    </tr>
  );
}

/** What is not known, as such. @param props.why in a few words */
export function Unknown({ why }: { readonly why?: string | undefined }) {
  return <span className="text-soft">unknown{why !== undefined && <span className="block">{why}</span>}</span>;
}

interface FigureProps {
  readonly text: FigureText;
  /** What the figure stands on, where that is not what stands above the column. */
  readonly of?: string | undefined;
  readonly unknown?: string | undefined;
}

/** A figure with its interval. */
export function Figure({ text, of, unknown }: FigureProps) {
  if (text.value === null) return <Unknown why={unknown} />;
  return (
    <FigureLine value={text.value} strong>
      {text.interval ?? 'no interval'}
      {of !== undefined && `, ${of}`}
    </FigureLine>
  );
}

interface FigureLineProps {
  readonly value: ReactNode;
  readonly strong?: boolean;
  /** What belongs to the value: its interval, mostly. */
  readonly children: ReactNode;
}

/** A value and what belongs to it, on one line while there is room. */
export function FigureLine({ value, strong = false, children }: FigureLineProps) {
  return (
    <span className="flex flex-wrap items-baseline justify-end gap-x-2 whitespace-nowrap">
      <span className={strong ? 'text-ui font-semibold' : ''}>{value}</span>{' '}
      <span className="text-soft">{children}</span>
    </span>
  );
}

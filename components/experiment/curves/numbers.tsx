import type { ReportFigure } from '../../../lib/model/experiment-result.ts';
import { cx } from '../../ui/cx.ts';
import { ScrollSideways } from '../../ui/scroll-sideways.tsx';

/** What a figure shows, as a table: the first column names the rows. */
export function Numbers({ title, table }: Pick<ReportFigure, 'title' | 'table'>) {
  return (
    <ScrollSideways label={`Numbers: ${title}`}>
      <table className="text-small tabular-nums">
        <caption className="sr-only">{title}: the numbers, with 95% intervals</caption>
        <thead>
          <tr className="border-b border-edge align-bottom">
            {table.head.map((head, at) => (
              <th
                key={at}
                scope="col"
                className={cx('px-2 py-1 font-normal text-soft first:pl-0', at === 0 ? 'text-left' : 'text-right')}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            <tr key={at} className="border-b border-line">
              {row.map((text, column) =>
                column === 0 ? (
                  <th key={column} scope="row" className="py-1 pr-2 text-left font-normal">
                    {text}
                  </th>
                ) : (
                  <td key={column} className="px-2 py-1 text-right whitespace-nowrap">
                    {text}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  );
}

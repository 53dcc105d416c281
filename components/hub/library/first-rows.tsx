import type { ImportPreview } from '../../providers/hub.tsx';
import { cx } from '../../ui/cx.ts';
import { plural } from '../../ui/format.ts';
import type { FieldUse } from './field-uses.ts';

// Enough to see what the fields hold; more rows are read than shown.
const ROWS = 5;

/** The first rows as a table that scrolls in its own box, the persona's text first. */
export function FirstRows({ rows, uses }: { rows: ImportPreview['rows']; uses: readonly FieldUse[] }) {
  const order = { text: 0, attribute: 1, none: 2 } as const;
  const columns = uses.toSorted((a, b) => order[a.use] - order[b.use]);
  const shown = rows.slice(0, ROWS);
  return (
    <section aria-labelledby="first-rows-title" className="min-w-0">
      <h3 id="first-rows-title" className="text-ui font-semibold">
        The first {plural(shown.length, 'row')}
      </h3>
      <div
        role="group"
        aria-label="Table of the first rows"
        tabIndex={0}
        className="mt-1 overflow-x-auto rounded-small border border-line"
      >
        <table className="min-w-full text-left text-small">
          <thead>
            <tr className="border-b border-line bg-wash">
              {columns.map(({ field, use }) => (
                <th key={field} scope="col" className="px-2.5 py-1.5 align-bottom font-semibold whitespace-nowrap">
                  {field}
                  <span className="block font-normal text-soft">
                    {use === 'text' ? 'persona' : use === 'attribute' ? 'attribute' : 'left out'}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              // Rows have no name of their own and never change places.
              <tr key={index} className="border-b border-line align-top last:border-b-0">
                {columns.map(({ field, use }) => (
                  <td key={field} className={cx('px-2.5 py-1.5', use === 'none' && 'text-faint')}>
                    <span
                      className={cx(
                        'line-clamp-3 break-words',
                        use === 'text' ? 'w-80 max-w-[70vw]' : 'max-w-44 min-w-16',
                      )}
                    >
                      {row[field] ?? ''}
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

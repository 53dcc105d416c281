import { cx } from '../ui/cx.ts';

// Different, because they are keys too.
const lines = ['w-full', 'w-11/12', 'w-23/24', 'w-3/5'];

/** As many columns as there will be, in the same grid: nothing moves when the real ones come. */
export function BoardSkeleton({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => (
    <div key={index} aria-hidden="true" className="board-column border-r border-line max-wide:snap-start">
      <div className="border-t-3 border-line px-4 pt-3 pb-3 wide:px-5">
        <div className="grid h-27 content-start gap-2 pt-1">
          {lines.map((line) => (
            <div key={line} className={cx('shimmer h-4', line)} />
          ))}
        </div>
      </div>
      <div className="border-t border-line px-5 pt-4">
        <div className="grid gap-3">
          {lines.map((line) => (
            <div key={line} className={cx('shimmer h-3.5', line)} />
          ))}
        </div>
      </div>
    </div>
  ));
}

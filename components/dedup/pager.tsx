import { Button } from '../ui/button.tsx';
import { formatCount } from '../ui/format.ts';

interface PagerProps {
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  readonly onTurn: (page: number) => void;
}

export function Pager({ page, pages, onTurn }: PagerProps) {
  return (
    <nav aria-label="Pages of clusters" className="flex flex-wrap items-center gap-2 py-3 text-ui tabular-nums">
      <Button disabled={page === 0} onClick={() => onTurn(page - 1)}>
        Previous
      </Button>
      <span>
        Page {formatCount(page + 1)} of {formatCount(pages)}
      </span>
      <Button disabled={page >= pages - 1} onClick={() => onTurn(page + 1)}>
        Next
      </Button>
    </nav>
  );
}

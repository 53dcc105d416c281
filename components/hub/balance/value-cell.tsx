interface ValueCellProps {
  readonly name: string;
  /** Null where the rows cannot be listed. */
  readonly onOpen: (() => void) | null;
}

/** The head of a row of bars; a press anywhere on the row shows its personas. */
export function ValueCell({ name, onOpen }: ValueCellProps) {
  return (
    <th scope="row" className="max-w-44 py-0.5 pr-3 text-left font-normal">
      {onOpen ? (
        // The button reaches over the whole row.
        <button
          type="button"
          onClick={onOpen}
          className="min-h-6 text-left break-words underline decoration-edge underline-offset-3 after:absolute after:inset-0 after:content-['']"
        >
          {name}
          <span className="sr-only">: browse these personas</span>
        </button>
      ) : (
        name
      )}
    </th>
  );
}

'use client';

import type { Cell } from '../../lib/model/run.ts';
import { useCellModel } from './use-cell-model.ts';

interface CellByProps {
  readonly cell: Cell | undefined;
  /** Whose answer it is, where the column has several; null where its head stands right above. */
  readonly name: string | null;
  readonly repeat: number;
}

/** Which answer of whom this is, and the model that wrote it where the run has several. */
export function CellBy({ cell, name, repeat }: CellByProps) {
  const model = useCellModel(cell);
  // Columns of one voice are called by their models already.
  const by = model !== null && name?.includes(model) ? null : model;
  if (name === null && by === null) return null;
  return (
    <p aria-hidden={by === null} title={cell?.by.name} className="mb-1.5 text-small text-faint">
      {name !== null && (
        <>
          <span className="text-voice">{name}</span> · answer {repeat + 1}
        </>
      )}
      {by !== null && (name === null ? by : ` · ${by}`)}
    </p>
  );
}

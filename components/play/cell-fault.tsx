import type { Fault } from '../../lib/model/fault.ts';
import type { Cell } from '../../lib/model/run.ts';
import { InfoIcon, WarnIcon } from '../ui/icons.tsx';

/** Why an answer failed; or, where it did not, why it had to be taken up again in the middle. */
export function CellFault({ cell, fault }: { cell: Cell; fault: Fault }) {
  if (cell.state === 'failed') {
    return (
      <div className="mb-3 rounded-small bg-bad-wash px-3 py-2 text-ui">
        <p className="flex items-start gap-2 font-semibold">
          <WarnIcon className="mt-0.75 size-4 shrink-0 text-bad" />
          {fault.message}
        </p>
        <p className="mt-0.5 pl-6">{fault.hint}</p>
      </div>
    );
  }
  return (
    <p className="mb-3 flex items-start gap-2 rounded-small bg-wash px-3 py-2 text-small text-soft">
      <InfoIcon className="mt-0.5 size-4 shrink-0" />
      <span>{fault.message} The answer was continued from where it stood, on a fresh start of its model.</span>
    </p>
  );
}

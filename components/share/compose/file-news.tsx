import { formatBytes } from '../../ui/format.ts';
import type { Saved } from './use-file.ts';

/** What became of a file, in a place of its own so that nothing moves. */
export function FileNews({ saved }: { saved: Saved }) {
  return (
    <p role="status" className="min-h-11 text-ui break-words">
      {saved.kind === 'packing' && 'Writing…'}
      {saved.kind === 'saved' && `${saved.name} is written, ${formatBytes(saved.bytes)}.`}
      {saved.kind === 'failed' && (
        <>
          <span className="text-bad">{saved.fault.message}</span> {saved.fault.hint}
        </>
      )}
    </p>
  );
}

/** What such a file is good for. */
export function FileUse() {
  return (
    <p className="text-ui text-soft">
      Send it as it is, or put it on any server that lets other sites read it (CORS): Open takes such a file, or its
      address.
    </p>
  );
}

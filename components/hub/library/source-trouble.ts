import type { FaultCode } from '../../../lib/model/fault.ts';

/** What stands in the way of a source, beyond the fault's own hint; null when the hint says it all. */
export function sourceTrouble(code: FaultCode): string | null {
  switch (code) {
    case 'endpoint-unreachable':
    case 'download-failed':
      return (
        'A web page may read files from another server only when that server allows it (CORS). Many file hosts do not. ' +
        'Download the file in the browser, then add it here as a file: that always works.'
      );
    case 'storage-full':
      return 'Deleting a collection or a model frees space at once.';
    default:
      return null;
  }
}

import { isExportedName } from '../../lib/export/read-exported.ts';

/**
 * The name of a file of answers with an ending that says what is in it: its own, or (for a file that was renamed or
 * downloaded under another name) one that its first characters suggest.
 */
export function exportedName(name: string, bytes: Uint8Array): string {
  return isExportedName(name) ? name : `${name}${endingOf(bytes)}`;
}

function endingOf(bytes: Uint8Array): string {
  const start = new TextDecoder().decode(bytes.subarray(0, 256)).trimStart();
  if (start.startsWith('PAR1')) return '.parquet';
  if (start.startsWith('{')) return '.jsonl';
  if (start.startsWith('<')) return '.html';
  return start.startsWith('#') ? '.md' : '.csv';
}

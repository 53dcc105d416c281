import { faultOf } from '../../lib/model/fault.ts';
import type { FileShape } from '../../lib/model/file-shape.ts';
import { droppedFile } from '../../workers/shards/sources/dropped-file.ts';
import { readRows } from '../../workers/shards/sources/read-rows.ts';

export interface Read {
  readonly rows: number;
  readonly rejected: number;
  /** Null when the file came to its end. */
  readonly fault: string | null;
}

/** Reads a file in this browser and counts what came of it. */
export async function read(base64: string, shape: FileShape): Promise<Read> {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const seen = { rows: 0, rejected: 0 };
  const sink = {
    plain() {
      seen.rows++;
    },
    row() {
      seen.rows++;
    },
    reject() {
      seen.rejected++;
    },
  };
  const { signal } = new AbortController();
  try {
    const mapping = { text: 'persona', columns: [] };
    await readRows(droppedFile(new File([bytes], 'file')), shape, mapping, sink, () => Promise.resolve(), signal);
    return { ...seen, fault: null };
  } catch (thrown) {
    return { ...seen, fault: faultOf(thrown).code };
  }
}

Object.assign(globalThis, { read });

import { fault, FaultError } from '../../../lib/model/fault.ts';
import type { SourceFile } from './ports.ts';

// Files are read in slices of this many bytes: few calls, little memory.
const SLICE = 1024 * 1024;

/** A file that the user dropped or chose. */
export function droppedFile(file: File): SourceFile {
  async function slice(from: number, to: number): Promise<ArrayBuffer> {
    try {
      return await file.slice(from, to).arrayBuffer();
    } catch {
      // Browsers remember size and time of the file and refuse another one of the same name.
      throw new FaultError(
        fault('source-changed', `“${file.name}” was changed, moved or deleted since it was chosen.`),
      );
    }
  }

  return {
    name: file.webkitRelativePath || file.name,
    bytes: file.size,
    slice,
    stream(signal) {
      let at = 0;
      const stream = new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            signal.throwIfAborted();
            if (at < file.size) {
              const bytes = await slice(at, Math.min(at + SLICE, file.size));
              at += bytes.byteLength;
              controller.enqueue(new Uint8Array(bytes));
            }
            if (at >= file.size) controller.close();
          },
        },
        { highWaterMark: 1 },
      );
      return Promise.resolve(stream);
    },
  };
}

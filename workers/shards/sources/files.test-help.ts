import { gzipSync } from 'node:zlib';
import { FaultError } from '../../../lib/model/fault.ts';
import type { FileShape, Mapping } from '../../../lib/model/file-shape.ts';
import { Collected } from '../../../lib/personas/formats/collect.test-help.ts';
import { readRows } from './read-rows.ts';
import type { SourceFile } from './ports.ts';

/** A file in memory that arrives in chunks of this size. */
export function memoryFile(name: string, bytes: Uint8Array, chunk = 1000): SourceFile {
  return {
    name,
    bytes: bytes.length,
    stream() {
      let at = 0;
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at < bytes.length) controller.enqueue(new Uint8Array(bytes.subarray(at, at + chunk)));
          else controller.close();
          at += chunk;
        },
      });
      return Promise.resolve(stream);
    },
    slice: (from, to) => Promise.resolve(new Uint8Array(bytes.subarray(from, to)).buffer),
  };
}

/** Calls of the sink, a fault's code at their end, and what the pauses were told. */
export async function rowsOf(
  file: SourceFile,
  shape: FileShape,
  mapping: Mapping,
): Promise<{ readonly calls: readonly string[]; readonly told: readonly number[] }> {
  const collected = new Collected();
  const told: number[] = [];
  const between = (bytes: number) => {
    told.push(bytes);
    return Promise.resolve();
  };
  try {
    await readRows(file, shape, mapping, collected, between, new AbortController().signal);
  } catch (thrown) {
    if (!(thrown instanceof FaultError)) throw thrown;
    collected.calls.push(`fault ${thrown.fault.code}`);
  }
  return { calls: collected.calls, told };
}

/** JSON Lines of `count` personas, "Person 1" and so on, that do not compress too well. */
export function someLines(count: number): Uint8Array {
  let state = 1;
  const word = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8).toString(36);
  };
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({ persona: `Person ${i + 1} ${word()} ${word()}` }),
  );
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

export function gzipped(...members: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(members.map((member) => gzipSync(member))));
}

import fc from 'fast-check';
import type { FileFormat, FileShape, Mapping } from '../../model/file-shape.ts';
import { faultOf, FaultError } from '../../model/fault.ts';
import type { ColumnKind } from '../../model/shard.ts';
import { createRowReader } from './create-row-reader.ts';
import type { RowSink } from './ports.ts';

export const shapeOf = (format: FileFormat, more: Partial<FileShape> = {}): FileShape => ({
  format,
  compression: 'none',
  encoding: 'utf-8',
  header: true,
  ...more,
});

export function mappingOf(text: string, columns: Readonly<Record<string, ColumnKind>> = {}): Mapping {
  return {
    text,
    columns: Object.entries(columns).map(([field, kind]) => ({ field, name: field, kind, role: null })),
  };
}

/** A row as "line: text [attributes]", a rejected one as "line! reason: excerpt". */
export class Collected implements RowSink {
  readonly calls: string[] = [];
  plains = 0;

  plain(bytes: Uint8Array, from: number, to: number, line: number): void {
    this.plains++;
    this.row(Buffer.from(bytes.subarray(from, to)).toString('latin1'), [], line);
  }

  row(text: string, attributes: readonly (string | number | null)[], line: number): void {
    this.calls.push(`${line}: ${text}${attributes.length > 0 ? ` ${JSON.stringify(attributes)}` : ''}`);
  }

  reject(reason: string, line: number, excerpt: string): void {
    this.calls.push(`${line}! ${reason}: ${excerpt}`);
  }
}

/** What a reader makes of these bytes, cut into pieces of these lengths (the last one repeats; none is one piece). */
export function readAll(
  shape: FileShape,
  mapping: Mapping,
  bytes: Uint8Array,
  cuts: readonly number[] = [],
): Collected {
  const collected = new Collected();
  const reader = createRowReader(shape, mapping, collected);
  try {
    let at = 0;
    for (let i = 0; at < bytes.length; i++) {
      const length = cuts[Math.min(i, cuts.length - 1)] ?? bytes.length;
      // A copy that is overwritten: a reader must not keep the chunk it was given.
      const chunk = new Uint8Array(bytes.subarray(at, at + length));
      reader.push(chunk);
      chunk.fill(0x7a);
      at += length;
    }
    reader.end();
  } catch (thrown) {
    if (!(thrown instanceof FaultError)) throw thrown;
    collected.calls.push(`fault ${faultOf(thrown).code}`);
  }
  return collected;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 });

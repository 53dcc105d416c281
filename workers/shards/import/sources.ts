import type { RowSink } from '../../../lib/personas/formats/ports.ts';
import type { FileShape, ImportSource, Mapping } from '../../../lib/protocol/shards.ts';
import type { ShardsWorld } from '../ports.ts';
import type { SourceFile } from '../sources/source-file.ts';

/** Where rows come from; see `openSource` and `readRows` of the room `sources`. A test gives its own. */
export interface Sources {
  open(source: ImportSource, fetch: ShardsWorld['fetch'], signal: AbortSignal): Promise<readonly SourceFile[]>;
  read(
    file: SourceFile,
    shape: FileShape,
    mapping: Mapping,
    sink: RowSink,
    between: (bytesRead: number) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
}

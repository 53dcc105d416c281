import type { ImportSource } from '../../../lib/protocol/shards.ts';
import { droppedFile } from './dropped-file.ts';
import { hubFile } from './hub-dataset.ts';
import type { SourceFile } from './ports.ts';
import type { Fetch } from './requests.ts';
import { urlFile } from './url-file.ts';

export type { SourceFile } from './ports.ts';

/**
 * The files of a source, in the order they are read. A URL and the hub are asked for sizes, and refuse here what they do not
 * have.
 * @throws FaultError `download-failed`, `bad-input` for an address or a name that nothing can be behind
 */
export async function openSource(
  source: ImportSource,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<readonly SourceFile[]> {
  switch (source.kind) {
    case 'files':
      return source.files.map(droppedFile);
    case 'url':
      return [await urlFile(source.url, fetch, signal)];
    case 'hub':
      return Promise.all(source.paths.map((path) => hubFile(source.dataset, source.revision, path, fetch, signal)));
  }
}

import { openBundledSite } from './bundled-site.ts';
import type { ContractSite } from './site.ts';

/**
 * A site with the shards worker (`/worker.js`), a worker that reads what is kept (`/reader.js`), and
 * `files` under `/files/`.
 */
export function openImportSite(files: Readonly<Record<string, Uint8Array>>): Promise<ContractSite> {
  return openBundledSite(
    'Imports',
    {
      page: 'e2e/contract/import-page.ts',
      worker: 'workers/shards.worker.ts',
      reader: 'e2e/contract/import-reader.worker.ts',
    },
    Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`files/${name}`, bytes])),
  );
}

import { openBundledSite } from './bundled-site.ts';
import type { ContractSite } from './site.ts';

/** Personas in the starter file of the site: three parts, the last of one row. */
export const STARTERS = 8193;

export const starterText = (row: number): string => `A weaver who keeps ${row} looms in 西陣`;

/** A site with the app's whole shards worker (`/worker.js`) and a starter file (`/starter.json`). */
export function openShardsSite(): Promise<ContractSite> {
  const personas = Array.from({ length: STARTERS }, (_, row) => ({
    text: starterText(row),
    labels: { occupation: row % 2 ? '7' : 'none' },
  }));
  const file = { format: 'polyphony-personas', version: 1, name: 'Starters', licence: 'CC0-1.0', source: 'a test' };
  return openBundledSite(
    'Shards',
    { page: 'e2e/contract/shards-page.ts', worker: 'workers/shards.worker.ts' },
    { 'starter.json': JSON.stringify({ ...file, personas }) },
  );
}

import type { Fit } from '../../lib/catalogue/fits.ts';
import type { CatalogueEntry } from '../../lib/model/catalogue.ts';
import type { ModelOnOrigin, ModelStatus } from '../providers/models.tsx';

/**
 * What stands between a model and its first answer: nothing, a load, a download whose size is told or still to be asked
 * for, or files that are nowhere to be had.
 */
export type Readiness = 'ready' | 'loadable' | 'download' | 'ask' | 'absent';

/** The weights that Chorus runs on the processor: from this origin, the hub or a file. */
export function isEmbedded({ choice, source }: CatalogueEntry): boolean {
  return source.kind === 'origin' && choice.engine === 'chorus';
}

export function readiness(entry: CatalogueEntry, status: ModelStatus, offer: ModelOnOrigin | null): Readiness {
  if (status.engine.status === 'ready') return 'ready';
  switch (entry.source.kind) {
    case 'endpoint':
    case 'browser':
    case 'files':
      return 'loadable';
    case 'origin':
      if (!isEmbedded(entry) || offer === null || offer.onOrigin) return 'loadable';
      return offer.keptBytes >= offer.info.downloadBytes ? 'loadable' : 'absent';
    case 'web-llm':
    case 'hub':
      if (status.files.complete) return 'loadable';
      return downloadBytes(entry, status) === null ? 'ask' : 'download';
  }
}

/** What a download fetches in all: exact once the model's index was read, before that what the catalogue knows. */
export function downloadBytes(entry: CatalogueEntry, status: ModelStatus): number | null {
  return status.files.totalBytes ?? entry.downloadBytes;
}

/** Whether a run may take the model without fetching more than its own origin's files. */
export function isUsable(entry: CatalogueEntry, status: ModelStatus, offer: ModelOnOrigin | null): boolean {
  const state = readiness(entry, status, offer);
  return state === 'ready' || state === 'loadable';
}

/** Whether the device cannot run it. What the user brought is the user's to try. */
export function isBlocked(entry: CatalogueEntry, fit: Fit): boolean {
  return fit.verdict === 'no' && entry.origin !== 'added';
}

/** The host that a request for the model's index or files goes to; null where nothing is asked. */
export function hostOf(entry: CatalogueEntry): string | null {
  switch (entry.source.kind) {
    case 'web-llm':
      return URL.canParse(entry.source.model) ? new URL(entry.source.model).host : null;
    case 'hub':
      return 'huggingface.co';
    default:
      return null;
  }
}

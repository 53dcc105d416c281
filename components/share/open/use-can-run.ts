'use client';

import { fits } from '../../../lib/catalogue/fits.ts';
import { type CatalogueEntry, modelKey } from '../../../lib/model/catalogue.ts';
import { isBlocked, isUsable } from '../../models/readiness.ts';
import { statusOf, useChosen } from '../../models/use-model.ts';
import { useModels } from '../../providers/models.tsx';
import type { OpenedPlayground } from '../../providers/share.tsx';
import { plural } from '../../ui/format.ts';

/** Why the recipe cannot run at once, as the end of a sentence; null when it can. Nothing is downloaded to run it. */
export function useCanRun({ playground, personas, models }: OpenedPlayground): string | null {
  const status = useModels((state) => state.status);
  const offer = useModels((state) => state.offer);
  const device = useModels((state) => state.device);
  const chosen = useChosen();
  const missing = playground.recipe.columns.filter(({ kind }, i) => kind === 'persona' && !personas[i]).length;
  if (missing > 0) return `${plural(missing, 'voice')} ${missing === 1 ? 'is' : 'are'} not held.`;
  const used = models.map(({ entry }) => entry ?? chosen).filter((entry): entry is CatalogueEntry => entry !== null);
  const blocked = used.find((entry) => isBlocked(entry, fits(entry, device)));
  if (blocked) return `this device cannot run ${blocked.choice.name}.`;
  const absent = used.find((entry) => !isUsable(entry, statusOf(status, modelKey(entry.choice)), offer));
  if (absent) return `${absent.choice.name} is not downloaded.`;
  return null;
}

import { modelKey, type ModelKey } from '../../lib/model/catalogue.ts';
import type { Column, ModelChoice } from '../../lib/model/run.ts';
import { type Arranged, modelOf } from '../../lib/prompt/index.ts';
import { engineNames } from '../models/model-words.ts';
import type { EngineView } from '../providers/models.tsx';
import { modelsIn } from './column-labels.ts';

/**
 * Says where columns take turns: engines that decode one row at a time and have more than one column to write. Null
 * where none does, or while no engine has told.
 */
export function turnsNote(
  run: Pick<Arranged, 'model'>,
  columns: readonly Column[],
  engines: ReadonlyMap<ModelKey, EngineView>,
): string | null {
  const widthOf = (model: ModelChoice) => engines.get(modelKey(model))?.info?.width ?? null;
  const shared = modelsIn(run, columns).filter((model) => {
    const key = modelKey(model);
    return columns.filter((column) => modelKey(modelOf(run, column)) === key).length > 1;
  });
  const single = new Set(shared.filter((model) => widthOf(model) === 1).map(({ engine }) => engineNames[engine]));
  if (single.size === 0) return null;
  const together = shared.flatMap((model) => {
    const width = widthOf(model);
    return width !== null && width > 1 ? [`${engineNames[model.engine]} writes ${width} together`] : [];
  });
  const [first, ...more] = single;
  const turns = more.length > 0 ? `${[first, ...more].join(' and ')} write` : `${first} writes`;
  return [`${turns} one answer after the other`, ...new Set(together)].join('; ');
}

import type { Column, ModelChoice } from '../model/run.ts';
import type { Persona } from '../model/persona.ts';
import type { SharedModel, SharedRecipe } from '../model/share.ts';
import { columnKey } from '../prompt/columns.ts';
import { draftOf, firstDraft } from './play-draft.ts';
import type { PlaySetUp, PlayState } from './play-state.ts';
import type { Unsaved } from './share-state.ts';
import type { EntryOf } from './share-record.ts';

/**
 * The recipe as Play's set-up, without voices that are not held here. A column whose model this copy of the app does not
 * list runs on what the user chose.
 */
export function setUpOf(recipe: SharedRecipe, personas: readonly (Persona | null)[], entryOf: EntryOf): PlaySetUp {
  const columns = recipe.columns.flatMap((column, i): Column[] => {
    const own = { model: column.model && here(column.model, entryOf), settings: column.settings };
    if (column.kind === 'control') return [{ kind: 'control', ...own }];
    const persona = personas[i];
    return persona ? [{ kind: 'persona', persona, ...own }] : [];
  });
  return { task: recipe.task, columns, settings: recipe.settings };
}

/** The model as it is listed here; null where it is not, or is somebody's own. */
export function here(model: SharedModel, entryOf: EntryOf): ModelChoice | null {
  return model.kind === 'listed' ? (entryOf(model)?.choice ?? null) : null;
}

/**
 * What on Play would be lost. A set-up that a kept run has, that every first visit has, or that was opened just now, can
 * be had again.
 * @param first the voices of a first visit
 * @param opened the set-up that was put there last, as it came out
 */
export function unsavedOn(
  play: Pick<PlayState, 'run' | 'active' | 'restored'> & PlaySetUp,
  first: readonly Column[],
  opened: PlaySetUp | null,
): Unsaved {
  if (!play.restored) return null;
  if (play.active > 0) return 'writing';
  const now = signOf(play);
  const known = [firstDraft(first), opened, play.run && draftOf(play.run)];
  return known.some((one) => one !== null && signOf(one) === now) ? null : 'draft';
}

function signOf({ task, columns, settings }: PlaySetUp): string {
  return JSON.stringify([Object.entries(task).sort(), columns.map(columnKey), Object.entries(settings).sort()]);
}

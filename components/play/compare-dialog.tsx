'use client';

import { type RefObject, useState } from 'react';
import type { CatalogueEntry } from '../../lib/model/catalogue.ts';
import { MAX_COLUMNS } from '../../lib/model/settings.ts';
import { columnName } from '../personas/names.ts';
import { usePlayActions } from '../providers/play.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { plural } from '../ui/format.ts';
import { type Compared, compareModel } from './arrange.ts';
import { ModelList, ModelSummary } from './model-list.tsx';
import { useDraft } from './use-draft.ts';

interface CompareDialogProps {
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** What became of a comparison, in words; what did not fit is named. */
function comparedText({ added, left }: Compared, model: string): string {
  const voices = left.map(columnName).join(', ');
  const missed = left.length > 0 ? ` No room for: ${voices} (${MAX_COLUMNS} columns are the most).` : '';
  if (added > 0) return `Added ${plural(added, 'column')} with ${model}.${missed}`;
  return left.length > 0 ? missed.trim() : `Every voice has a column with ${model} already.`;
}

/** Puts each voice on one more model, so that models can be read side by side on the same prompts and seeds. */
export function CompareDialog({ returnTo, onClose }: CompareDialogProps) {
  const draft = useDraft();
  const actions = usePlayActions();
  const [said, setSaid] = useState('');
  const add = ({ choice }: CatalogueEntry) => {
    const compared = compareModel(draft, draft.columns, choice);
    if (compared.added > 0) actions.setColumns(compared.columns);
    setSaid(comparedText(compared, choice.name));
  };
  return (
    <Dialog
      title="Compare models"
      description={`One more column for each voice, with the same prompts and seeds. ${draft.columns.length} of ${MAX_COLUMNS} columns are taken.`}
      returnTo={returnTo}
      onClose={onClose}
      wide
    >
      <ModelList>
        {(entry) => {
          const { added, present, left } = compareModel(draft, draft.columns, entry.choice);
          const all = added === 0 && left.length === 0 && present > 0;
          return (
            <div className="flex min-h-12 items-center gap-3 px-3 py-1.5">
              <ModelSummary entry={entry} />
              <Button
                className="w-24"
                look={all ? 'plain' : 'outline'}
                aria-label={all ? `${entry.choice.name}: on the board` : `Add ${entry.choice.name}`}
                onClick={() => add(entry)}
              >
                {all ? 'On board' : 'Add'}
              </Button>
            </div>
          );
        }}
      </ModelList>
      <div className="mt-3 flex items-center gap-3 border-t border-line pt-3">
        <p role="status" className="min-w-0 flex-1 text-ui text-soft">
          {said}
        </p>
        <Button onClick={onClose}>Done</Button>
      </div>
    </Dialog>
  );
}

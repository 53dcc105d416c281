'use client';

import { modelKey } from '../../lib/model/catalogue.ts';
import type { Column } from '../../lib/model/run.ts';
import { modelOf } from '../../lib/prompt/index.ts';
import { usePlay } from '../providers/play.tsx';
import { useArrange } from './arrange-context.tsx';
import { modelsIn } from './column-labels.ts';
import { modelLabels } from './model-names.ts';
import { ownSettingsText } from './setting-texts.ts';
import { useDraftModel } from './use-draft.ts';

interface OwnLineProps {
  readonly column: Column;
  readonly index: number;
  readonly name: string;
}

/**
 * The model, once the board has more than one, and the settings that a column has of its own; nothing where the column
 * follows the run in all. Pressed, it opens what changes them.
 */
export function OwnLine({ column, index, name }: OwnLineProps) {
  const columns = usePlay((state) => state.columns);
  const ofRun = useDraftModel();
  const open = useArrange();
  const model = modelOf({ model: ofRun }, column);
  const labels = modelLabels(modelsIn({ model: ofRun }, columns));
  const shown = labels.size > 1 || column.model !== null ? (labels.get(modelKey(model)) ?? model.name) : '';
  const text = [shown, ownSettingsText(column.settings)].filter(Boolean).join(' · ');
  if (text === '') return null;
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={`Model and settings of ${name}: ${text}`}
      title={model.name}
      onClick={(event) => open({ kind: 'edit', index, opener: event.currentTarget })}
      className="-ml-1 mt-1 line-clamp-2 min-h-6 max-w-full rounded-small break-words px-1 text-left text-small text-soft underline decoration-edge underline-offset-3 hover:bg-wash hover:text-ink"
    >
      {text}
    </button>
  );
}

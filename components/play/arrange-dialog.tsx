'use client';

import { type RefObject, useState } from 'react';
import { modelKey } from '../../lib/model/catalogue.ts';
import type { Column } from '../../lib/model/run.ts';
import { MAX_COLUMNS } from '../../lib/model/settings.ts';
import { modelOf } from '../../lib/prompt/index.ts';
import { isUsable } from '../models/readiness.ts';
import { statusOf } from '../models/use-model.ts';
import { columnName } from '../personas/names.ts';
import { useModels } from '../providers/models.tsx';
import { usePlayActions } from '../providers/play.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { isTaken, plainArrangement } from './arrange.ts';
import type { Draft } from './draft.ts';
import { focusColumn } from './focus-column.ts';
import { ModelRadios } from './model-radios.tsx';
import { OwnSettings } from './own-settings.tsx';
import { useDraft } from './use-draft.ts';

interface ArrangeDialogProps {
  readonly kind: 'edit' | 'duplicate';
  readonly index: number;
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

const texts = {
  edit: { title: 'Model and settings', button: 'Apply' },
  duplicate: { title: 'Duplicate with another model', button: 'Add column' },
} as const;

/** Gives one column a model and settings of its own, or puts another column with them behind it. */
export function ArrangeDialog({ kind, index, returnTo, onClose }: ArrangeDialogProps) {
  const draft = useDraft();
  const column = draft.columns[index];
  if (!column) return null;
  return (
    <Dialog title={texts[kind].title} description={columnName(column)} returnTo={returnTo} onClose={onClose} wide>
      <ArrangeForm kind={kind} index={index} draft={draft} column={column} onClose={onClose} />
    </Dialog>
  );
}

interface ArrangeFormProps extends Pick<ArrangeDialogProps, 'kind' | 'index' | 'onClose'> {
  readonly draft: Draft;
  readonly column: Column;
}

function ArrangeForm({ kind, index, draft, column, onClose }: ArrangeFormProps) {
  const actions = usePlayActions();
  const [model, setModel] = useState(column.model);
  const [settings, setSettings] = useState(column.settings);
  const next: Column = { ...column, ...plainArrangement(draft, { model, settings }) };
  const problem = useProblem(draft, next, kind === 'edit' ? index : null);
  const hint = useMissing(modelOf(draft, next));
  const blocked = problem !== null;

  const apply = () => {
    const { columns } = draft;
    actions.setColumns(kind === 'edit' ? columns.with(index, next) : columns.toSpliced(index + 1, 0, next));
    onClose();
    focusColumn(kind === 'edit' ? index : index + 1);
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked) apply();
      }}
    >
      <div className="grid gap-x-6 gap-y-5 wide:grid-cols-[1fr_17rem]">
        <ModelRadios value={next.model && model} ofRun={draft.model} onChange={setModel} />
        <OwnSettings own={settings} ofRun={draft.settings} model={modelOf(draft, next)} onChange={setSettings} />
      </div>
      <div className="mt-4 flex items-center gap-3 border-t border-line pt-3">
        <p role="status" className="min-w-0 flex-1 text-ui text-soft">
          {problem ?? hint}
        </p>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" disabled={blocked}>
          {texts[kind].button}
        </Button>
      </div>
    </form>
  );
}

/** Why the board cannot take this column; null when it can. */
function useProblem(draft: Draft, next: Column, except: number | null): string | null {
  if (except === null && draft.columns.length >= MAX_COLUMNS) return `${MAX_COLUMNS} columns are the most.`;
  if (!isTaken(draft, draft.columns, next, except)) return null;
  return except === null
    ? 'Choose another model or other settings: this column would ask the same again.'
    : 'Another column has this voice, model and settings already.';
}

/** Says when a model cannot write yet; the choice stands, since it may come before the next Generate. */
function useMissing(model: Column['model']): string {
  const key = model === null ? '' : modelKey(model);
  const usable = useModels((state) => {
    const entry = state.entries.find(({ choice }) => modelKey(choice) === key);
    return entry !== undefined && isUsable(entry, statusOf(state.status, key), state.offer);
  });
  return usable ? '' : 'This model’s files are not here yet: get them on the Models screen before you generate.';
}

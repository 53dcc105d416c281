'use client';

import { useMemo, useRef, useState } from 'react';
import { armFacts, armLabel, newArm } from '../../../lib/arms/facts.ts';
import { type Arm, armKinds } from '../../../lib/model/experiment.ts';
import type { ModelChoice } from '../../../lib/model/run.ts';
import type { ExperimentActions, ExperimentDraft } from '../../providers/experiment.tsx';
import { Button } from '../../ui/button.tsx';
import { ChevronIcon } from '../../ui/icons.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { ArmPromptDialog } from './arm-prompt-dialog.tsx';
import { armGrid, ArmRow } from './arm-row.tsx';
import { callsByArm } from './calls.ts';

interface ArmsTableProps {
  readonly draft: ExperimentDraft;
  readonly models: readonly ModelChoice[];
  readonly actions: ExperimentActions;
}

/** The arms with what each sets for itself. Roles are written out: on narrow screens the rows are no table's rows. */
export function ArmsTable({ draft, models, actions }: ArmsTableProps) {
  const { arms, n, solves, task, settings } = draft;
  const [prompt, setPrompt] = useState<Arm | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const adder = useRef<HTMLSpanElement>(null);
  const [said, setSaid] = useState('');
  const [model] = models;
  const calls = useMemo(
    () => (model ? callsByArm({ arms, n, solves, task, settings }, model) : new Map<Arm['id'], number>()),
    [arms, n, solves, task, settings, model],
  );
  const set = (next: readonly Arm[]) => actions.setDraft({ arms: next });
  const add = (kind: Arm['kind']) => {
    const arm = newArm(kind, arms);
    const next = [...arms, arm];
    set(next);
    setSaid(`Added: ${armLabel({ arms: next }, arm)}.`);
  };
  const remove = (arm: Arm) => {
    set(arms.filter((one) => one !== arm));
    setSaid(`Removed: ${armLabel({ arms }, arm)}.`);
    adder.current?.querySelector('button')?.focus();
  };

  return (
    <div className="min-w-0">
      <div role="table" aria-label="Arms">
        <div role="rowgroup">
          <div role="row" className={`${armGrid} border-b border-line pb-1 text-small text-soft max-wide:sr-only`}>
            <span role="columnheader">Arm</span>
            <span role="columnheader" className="text-right">
              Temperature
            </span>
            <span role="columnheader" className="text-right">
              At most words
            </span>
            <span role="columnheader" className="text-right">
              Calls{models.length > 1 && ' a model'}
            </span>
            <span role="columnheader">
              <span className="sr-only">Prompt and removal</span>
            </span>
          </div>
        </div>
        <div role="rowgroup">
          {arms.map((arm) => (
            <ArmRow
              key={arm.id}
              arm={arm}
              label={armLabel({ arms }, arm)}
              temperature={settings.temperature}
              calls={calls.get(arm.id) ?? 0}
              onChange={(part) => set(arms.map((one) => (one === arm ? { ...one, ...part } : one)))}
              onRemove={() => remove(arm)}
              onPrompt={(button) => {
                opener.current = button;
                setPrompt(arm);
              }}
            />
          ))}
        </div>
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <span ref={adder}>
          <Menu
            label="Add an arm"
            className="w-112"
            trigger={(props) => (
              <Button {...props}>
                Add an arm <ChevronIcon className="size-4 text-soft" />
              </Button>
            )}
          >
            {armKinds.map((kind) => (
              <MenuItem key={kind} onSelect={() => add(kind)}>
                <span>
                  <span className="block font-semibold">{armFacts[kind].name}</span>
                  <span className="block text-small text-soft">{armFacts[kind].description}</span>
                </span>
              </MenuItem>
            ))}
          </Menu>
        </span>
        <p role="status" className="text-small text-soft">
          {said}
        </p>
      </div>
      {prompt && model && (
        <ArmPromptDialog
          arm={prompt}
          label={armLabel({ arms }, prompt)}
          draft={draft}
          model={model}
          actions={actions}
          returnTo={opener}
          onClose={() => setPrompt(null)}
        />
      )}
    </div>
  );
}

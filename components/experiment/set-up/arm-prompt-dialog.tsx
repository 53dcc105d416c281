'use client';

import { type RefObject, useEffect, useState } from 'react';
import { WAVE } from '../../../lib/arms/plan.ts';
import type { Arm } from '../../../lib/model/experiment.ts';
import type { ChatPrompt } from '../../../lib/model/job.ts';
import type { ModelChoice } from '../../../lib/model/run.ts';
import { faultText } from '../../hub/words.ts';
import type { ExperimentActions, ExperimentDraft, Outcome } from '../../providers/experiment.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { PromptView } from '../prompt-view.tsx';
import { SamplingLine } from '../sampling-line.tsx';

interface ArmPromptDialogProps {
  readonly arm: Arm;
  readonly label: string;
  readonly draft: ExperimentDraft;
  readonly model: ModelChoice;
  readonly actions: ExperimentActions;
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Exactly what an arm would ask, for any of its answers. */
export function ArmPromptDialog({ arm, label, draft, model, actions, returnTo, onClose }: ArmPromptDialogProps) {
  const [number, setNumber] = useState(1);
  const [seen, setSeen] = useState<Outcome<ChatPrompt> | null>(null);
  useEffect(() => {
    let current = true;
    void actions.previewPrompt(arm, number - 1).then((answer) => {
      if (current) setSeen(answer);
    });
    return () => {
      current = false;
    };
  }, [actions, arm, number]);
  return (
    <Dialog title="Prompt" description={label} returnTo={returnTo} onClose={onClose} wide>
      <div className="grid min-h-96 grid-cols-[minmax(0,1fr)] content-start gap-4">
        <div className="flex flex-wrap items-end gap-x-5 gap-y-2">
          <NumberField
            label="Answer"
            hint="Which of the arm’s answers the request is for."
            value={number}
            range={{ min: 1, max: draft.n, step: 1 }}
            initial={null}
            onChange={setNumber}
          />
          <SamplingLine settings={draft.settings} arm={arm} solves={false} />
        </div>
        {arm.kind === 'not-these' && number > WAVE && (
          <p className="text-small text-soft">
            The openings of up to eight earlier answers follow the request; they are known once those are written.
          </p>
        )}
        {seen === null ? (
          <p className="text-ui text-soft">Drawing its persona…</p>
        ) : seen.ok ? (
          <PromptView prompt={seen.value} model={model} />
        ) : (
          <p role="alert" className="text-ui text-bad">
            {faultText(seen.fault)}
          </p>
        )}
      </div>
    </Dialog>
  );
}

'use client';

import { experimentRanges } from '../../../lib/arms/check.ts';
import { SOLVED } from '../../../lib/model/experiment.ts';
import type { ExperimentDraft } from '../../providers/experiment.tsx';
import { Button } from '../../ui/button.tsx';
import { NumberField } from '../../ui/number-field.tsx';

/** A look, a verdict where the difference is large, and one where it is small. */
const presets = [10, 30, 100] as const;

const countRange = { ...experimentRanges.n, step: 1 };
const solveRange = { ...experimentRanges.solves, step: 1 };

interface CountFieldsProps {
  readonly draft: ExperimentDraft;
  readonly onChange: (part: Partial<Omit<ExperimentDraft, 'version'>>) => void;
}

/** Answers for each arm and, for problems that can be solved, how often each of the first ones is. */
export function CountFields({ draft: { n, solves, task }, onChange }: CountFieldsProps) {
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
      <div>
        <div className="flex items-end gap-2">
          <NumberField
            label="Answers for each arm"
            hint="On each model."
            value={n}
            range={countRange}
            initial={null}
            onChange={(next) => onChange({ n: next })}
          />
          <div role="group" aria-label="Usual numbers" className="flex gap-1">
            {presets.map((preset) => (
              <Button
                key={preset}
                className="h-8.5 tabular-nums aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:font-semibold"
                aria-label={`${preset} answers for each arm`}
                aria-pressed={n === preset}
                onClick={() => onChange({ n: preset })}
              >
                {preset}
              </Button>
            ))}
          </div>
        </div>
        <p className="mt-1 max-w-96 text-small text-soft">
          10 show how it goes, 30 can tell a large difference apart, 100 smaller ones.
        </p>
      </div>
      {task.id === 'math' && (
        <div>
          <NumberField
            label="Solutions of each problem"
            hint="How often each of the first problems is solved; 0 is off."
            value={solves}
            range={solveRange}
            initial={null}
            onChange={(next) => onChange({ solves: next })}
          />
          <p className="mt-1 max-w-80 text-small text-soft">
            The first {SOLVED} problems of each arm are solved so often, to see whether a majority agrees; 0 is off.
          </p>
        </div>
      )}
    </div>
  );
}

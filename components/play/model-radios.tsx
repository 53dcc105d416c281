'use client';

import { type ReactNode, useId } from 'react';
import { modelKey } from '../../lib/model/catalogue.ts';
import type { ModelChoice } from '../../lib/model/run.ts';
import { ModelList, ModelSummary } from './model-list.tsx';

interface ModelRadiosProps {
  /** Null is the run's. */
  readonly value: ModelChoice | null;
  /** What columns without a model of their own take. */
  readonly ofRun: ModelChoice;
  readonly onChange: (model: ModelChoice | null) => void;
}

/** Native radio buttons: one model of the list, or the run's. */
export function ModelRadios({ value, ofRun, onChange }: ModelRadiosProps) {
  const name = useId();
  const row = (model: ModelChoice | null, content: ReactNode) => (
    <label className="flex min-h-12 items-center gap-2.5 px-3 py-1.5 hover:bg-wash has-checked:bg-accent-wash">
      <input
        type="radio"
        name={name}
        className="size-4 shrink-0"
        checked={model === null ? value === null : value !== null && modelKey(model) === modelKey(value)}
        onChange={() => onChange(model)}
      />
      {content}
    </label>
  );
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-ui font-semibold">Model</legend>
      <ModelList
        first={row(
          null,
          <span className="min-w-0">
            <span className="block text-ui">As the run</span>
            <span className="block text-small text-soft">{ofRun.name}, chosen on the Models screen</span>
          </span>,
        )}
      >
        {(entry) =>
          modelKey(entry.choice) === modelKey(ofRun) ? null : row(entry.choice, <ModelSummary entry={entry} />)
        }
      </ModelList>
    </fieldset>
  );
}

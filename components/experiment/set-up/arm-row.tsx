'use client';

import { experimentRanges } from '../../../lib/arms/check.ts';
import { armFacts } from '../../../lib/arms/facts.ts';
import type { Arm } from '../../../lib/model/experiment.ts';
import { settingRanges } from '../../../lib/model/settings.ts';
import { IconButton } from '../../ui/button.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { CloseIcon, PromptIcon } from '../../ui/icons.tsx';
import { OptionalNumber } from './optional-number.tsx';

/** Columns of the table; on narrow screens the name has a line of its own. */
export const armGrid =
  'grid grid-cols-[6rem_6rem_minmax(0,1fr)_3.5rem] items-center gap-x-3 gap-y-1 ' +
  'wide:grid-cols-[minmax(0,1fr)_6.5rem_6.5rem_4.5rem_3.5rem]';

const wordRange = { ...experimentRanges.maxWords, step: 1 };

interface ArmRowProps {
  readonly arm: Arm;
  readonly label: string;
  /** The experiment's. */
  readonly temperature: number;
  readonly calls: number;
  readonly onChange: (part: Partial<Arm>) => void;
  readonly onRemove: () => void;
  readonly onPrompt: (opener: HTMLElement) => void;
}

/** One arm: what it is and what it sets for itself. */
export function ArmRow({ arm, label, temperature, calls, onChange, onRemove, onPrompt }: ArmRowProps) {
  const facts = armFacts[arm.kind];
  return (
    <div role="row" className={`${armGrid} border-b border-line py-2`}>
      <div role="rowheader" className="min-w-0 max-wide:col-span-full">
        <span className="block text-ui font-semibold">{label}</span>
        <span className="block text-small text-soft">{facts.description}</span>
      </div>
      <div role="cell">
        <span aria-hidden="true" className="block text-small text-soft wide:hidden">
          Temperature
        </span>
        <OptionalNumber
          label={`Temperature of ${label}`}
          value={arm.temperature}
          range={settingRanges.temperature}
          empty={String(temperature)}
          onChange={(value) => onChange({ temperature: value })}
        />
      </div>
      <div role="cell">
        <span aria-hidden="true" className="block text-small text-soft wide:hidden">
          Words
        </span>
        <OptionalNumber
          label={`At most words of ${label}`}
          value={arm.maxWords}
          range={wordRange}
          empty="no limit"
          onChange={(value) => onChange({ maxWords: value })}
        />
      </div>
      <div role="cell" className="text-right text-ui tabular-nums max-wide:self-end max-wide:pb-1.5">
        <span className="wide:hidden">{plural(calls, 'call')}</span>
        <span className="max-wide:hidden">{formatCount(calls)}</span>
      </div>
      <div role="cell" className="flex max-wide:self-end max-wide:pb-0.5">
        <IconButton label={`Prompt of ${label}`} onClick={(event) => onPrompt(event.currentTarget)}>
          <PromptIcon />
        </IconButton>
        <IconButton label={`Remove ${label}`} onClick={onRemove}>
          <CloseIcon />
        </IconButton>
      </div>
    </div>
  );
}

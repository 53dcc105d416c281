'use client';

import type { Cell } from '../../lib/model/run.ts';
import { usePlay, usePlayActions } from '../providers/play.tsx';
import { ShareButton } from '../share/compose/share-button.tsx';
import { IconButton } from '../ui/button.tsx';
import { CheckIcon, CopyIcon, DownIcon, RedoIcon, StopIcon, UpIcon } from '../ui/icons.tsx';
import { useCopy } from '../ui/use-copy.ts';
import { isActive } from './draft.ts';
import { PromptButton } from './prompt-button.tsx';

interface CellActionsProps {
  readonly cell: Cell | undefined;
  readonly column: number;
  readonly repeat: number;
  readonly name: string;
}

const copyLabels = { idle: 'Copy answer', copied: 'Copied', failed: 'The browser refused to copy' } as const;

/** Always the same buttons in the same places; what cannot be done now is disabled. Stop and Redo share one place. */
export function CellActions({ cell, column, repeat, name }: CellActionsProps) {
  const actions = usePlayActions();
  const [copied, copy] = useCopy();
  const missing = usePlay((state) => state.missing);
  const active = cell !== undefined && isActive(cell);
  const hasText = cell !== undefined && cell.text !== '';
  const vote = cell?.vote ?? 0;
  const cast = (to: -1 | 1) => actions.vote(column, repeat, vote === to ? 0 : to);

  return (
    <div role="group" aria-label={`Actions: ${name}`} className="-mx-1.5 mt-1 flex items-center gap-0.5">
      {active ? (
        <IconButton label="Stop" onClick={() => actions.stop(column, repeat)}>
          <StopIcon />
        </IconButton>
      ) : (
        <IconButton
          label="Redo with the next seed"
          disabled={!cell && missing === 0}
          onClick={() => actions.redo(column, repeat)}
        >
          <RedoIcon />
        </IconButton>
      )}
      <IconButton label={copyLabels[copied]} disabled={!hasText} onClick={() => copy(cell?.text ?? '')}>
        {copied === 'copied' ? <CheckIcon /> : <CopyIcon />}
      </IconButton>
      <IconButton
        label="Good answer"
        aria-pressed={vote === 1}
        disabled={!hasText || active}
        className="aria-pressed:bg-accent-wash aria-pressed:text-accent"
        onClick={() => cast(1)}
      >
        <UpIcon />
      </IconButton>
      <IconButton
        label="Bad answer"
        aria-pressed={vote === -1}
        disabled={!hasText || active}
        className="aria-pressed:bg-bad-wash aria-pressed:text-bad"
        onClick={() => cast(-1)}
      >
        <DownIcon />
      </IconButton>
      <ShareButton of={{ kind: 'answer', column, repeat }} disabled={cell?.state !== 'done'} />
      <PromptButton of={{ column, repeat }} name={name} />
    </div>
  );
}

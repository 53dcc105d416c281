'use client';

import { useId, useRef, useState } from 'react';
import type { Column } from '../../lib/model/run.ts';
import { PersonaOrigin } from '../hub/persona-origin.tsx';
import { CONTROL_NAME } from '../personas/names.ts';
import { PersonaLabels } from '../personas/persona-labels.tsx';
import { cx } from '../ui/cx.ts';
import { ColumnMenu } from './column-menu.tsx';
import { OwnLine } from './own-line.tsx';

/** About what four lines hold in the narrowest column; shorter texts need no button. */
const CLAMPED_CHARACTERS = 120;

interface ColumnHeadProps {
  readonly column: Column;
  readonly index: number;
  readonly name: string;
  readonly titleId: string;
}

/** Who speaks, in the persona's own hue; the control in grey with a dashed edge, so that nobody takes it for a voice. */
export function ColumnHead({ column, index, name, titleId }: ColumnHeadProps) {
  const [whole, setWhole] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  const textId = useId();
  const control = column.kind === 'control';
  const text = control ? CONTROL_NAME : column.persona.text;
  const long = text.length > CLAMPED_CHARACTERS;

  return (
    <header className={cx('relative border-t-3 border-voice px-4 pt-2.5 pb-3 wide:px-5', control && 'border-dashed')}>
      <div className="flex items-start gap-1">
        <h3
          id={titleId}
          className={cx(
            'min-w-0 flex-1 pt-0.5 text-ui leading-[1.4] font-semibold text-voice',
            !whole && 'line-clamp-5',
          )}
        >
          <span id={textId}>{text}</span>
        </h3>
        <ColumnMenu column={column} index={index} name={name} buttonRef={menu} />
      </div>
      {long && (
        <button
          type="button"
          aria-expanded={whole}
          aria-describedby={textId}
          onClick={() => setWhole(!whole)}
          className="-ml-1 min-h-6 rounded-small px-1 text-small text-soft underline decoration-edge underline-offset-3 hover:text-ink"
        >
          {whole ? 'Less' : 'Whole text'}
        </button>
      )}
      <div className="mt-1">
        {control ? (
          <p className="text-small text-faint">The same task, asked of nobody in particular</p>
        ) : (
          <>
            <PersonaLabels labels={column.persona.labels} />
            <PersonaOrigin shard={column.persona.shard} />
          </>
        )}
      </div>
      <OwnLine column={column} index={index} name={name} />
    </header>
  );
}

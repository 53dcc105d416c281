'use client';

import { useMemo } from 'react';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { formatCount } from '../../ui/format.ts';
import { voice } from '../../ui/hue.ts';
import { type AnswerGroup, answerGroups, withKeys } from './choices.ts';
import type { ShareSource } from './share-source.ts';

interface AnswerPicksProps {
  readonly source: ShareSource;
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** Finished answers to tick, under the voices that gave them. */
export function AnswerPicks({ source, chosen, onChange }: AnswerPicksProps) {
  const groups = useMemo(() => answerGroups(source), [source]);
  const all = groups.flatMap(({ answers }) => answers.map(({ key }) => key));
  return (
    <div role="group" aria-label="Answers to send along" className="mt-2">
      <div className="-ml-2.5 flex gap-1">
        <Button look="plain" onClick={() => onChange(new Set(all))}>
          Tick all
        </Button>
        <Button look="plain" onClick={() => onChange(new Set())}>
          Untick all
        </Button>
      </div>
      <div className="max-h-56 overflow-y-auto rounded-small border border-line px-3 py-1">
        {groups.map((group) => (
          <Group
            key={group.index}
            group={group}
            chosen={chosen}
            onTick={(key, on) => onChange(withKeys(chosen, [key], on))}
          />
        ))}
      </div>
    </div>
  );
}

interface GroupProps {
  readonly group: AnswerGroup;
  readonly chosen: ReadonlySet<string>;
  readonly onTick: (key: string, on: boolean) => void;
}

function Group({ group: { column, name, answers }, chosen, onTick }: GroupProps) {
  const { className, style } = voice(column.kind === 'control' ? null : column.persona.id);
  const title = <span className="font-semibold break-words text-voice">{name}</span>;
  const ticks = answers.map(({ key, repeat, characters }) => (
    <CheckField
      key={key}
      label={
        <>
          {answers.length > 1 ? `Answer ${repeat + 1}` : title}{' '}
          <span className="text-small text-soft tabular-nums">{formatCount(characters)} characters</span>
        </>
      }
      checked={chosen.has(key)}
      onChange={(on) => onTick(key, on)}
    />
  ));
  if (answers.length === 1)
    return (
      <div className={className} style={style}>
        {ticks}
      </div>
    );
  return (
    <fieldset className={cx('min-w-0 py-1 not-first:border-t not-first:border-line', className)} style={style}>
      {/* Floating, a legend takes its place inside the lines. */}
      <legend className="float-left w-full text-ui">{title}</legend>
      <div className="clear-both flex flex-wrap gap-x-5">{ticks}</div>
    </fieldset>
  );
}

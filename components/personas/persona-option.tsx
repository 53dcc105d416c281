import type { Persona } from '../../lib/model/persona.ts';
import { PersonaOrigin } from '../hub/persona-origin.tsx';
import { cx } from '../ui/cx.ts';
import { voice } from '../ui/hue.ts';
import { PersonaLabels } from './persona-labels.tsx';

interface PersonaOptionProps {
  readonly id: string;
  readonly persona: Persona;
  /** The one that Enter picks. */
  readonly active: boolean;
  /** On the board already: shown, so that nobody wonders where it went, but not to be picked twice. */
  readonly used: boolean;
  readonly onPoint: () => void;
  readonly onPick: () => void;
}

export function PersonaOption({ id, persona, active, used, onPoint, onPick }: PersonaOptionProps) {
  const { className, style } = voice(persona.id);
  return (
    <div
      id={id}
      role="option"
      aria-selected={active}
      aria-disabled={used}
      style={style}
      onPointerMove={active ? undefined : onPoint}
      onClick={used ? undefined : onPick}
      className={cx(
        className,
        'flex gap-3 rounded-small px-2 py-1.5',
        active && 'bg-accent-wash',
        used ? 'text-soft' : 'cursor-pointer',
      )}
    >
      <span aria-hidden="true" className="mt-2 size-2.5 shrink-0 rounded-full bg-voice" />
      <div className="min-w-0 flex-1">
        <p className="text-ui leading-6">{persona.text}</p>
        <PersonaLabels labels={persona.labels} />
        <PersonaOrigin shard={persona.shard} />
      </div>
      {used && <span className="mt-0.5 shrink-0 text-small text-soft">on the board</span>}
    </div>
  );
}

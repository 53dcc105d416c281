import type { SharedCell, SharedColumn, SharedModel, SharedPlayground } from '../../../lib/model/share.ts';
import { personaId } from '../../../lib/personas/normalise.ts';
import { shortName } from '../../personas/names.ts';
import { ReadingText } from '../../reading/reading-text.tsx';
import { Badge } from '../../ui/badge.tsx';
import { cx } from '../../ui/cx.ts';
import { voice } from '../../ui/hue.ts';
import { VisibleText } from './visible-text.tsx';
import { cellText, nameText, ownText } from './words.ts';

interface SharedColumnsProps {
  readonly playground: SharedPlayground;
  /** By column: the persona's text as far as it is known here. */
  readonly texts: readonly (string | null)[];
  readonly nameOf: (model: SharedModel) => string;
  /** Shows the answer that the link is about alone. */
  readonly onlyFocus: boolean;
  /** Answers laid out as Markdown; as they are written otherwise. */
  readonly reading: boolean;
}

/** No column alone in a second row where four fit. */
function beside(columns: number): string | false {
  return columns > 1 && (columns % 4 === 0 ? 'full:grid-cols-4' : 'full:grid-cols-3');
}

/** Who answers, side by side, with what they answered where there is a recording. */
export function SharedColumns({ playground, texts, nameOf, onlyFocus, reading }: SharedColumnsProps) {
  const { recipe, recording, focus } = playground;
  const columns = recipe.columns.map((column, index) => ({
    column,
    index,
    cells: (recording?.cells ?? []).filter((cell) => cell.column === index && (!onlyFocus || isFocus(cell, focus))),
  }));
  // A column none of whose answers was chosen is part of the recipe all the same.
  const shown = onlyFocus && focus ? columns.filter(({ index }) => index === focus.column) : columns;
  return (
    <ul className={cx('grid items-start gap-3', shown.length > 1 && 'wide:grid-cols-2', beside(shown.length))}>
      {shown.map(({ column, index, cells }) => (
        <li key={index} className="min-w-0">
          <ColumnCard
            column={column}
            text={texts[index] ?? null}
            cells={cells}
            recorded={recording !== null}
            focus={focus}
            reading={reading}
            nameOf={nameOf}
          />
        </li>
      ))}
    </ul>
  );
}

interface ColumnCardProps {
  readonly column: SharedColumn;
  readonly text: string | null;
  readonly cells: readonly SharedCell[];
  readonly recorded: boolean;
  readonly focus: SharedPlayground['focus'];
  readonly reading: boolean;
  readonly nameOf: (model: SharedModel) => string;
}

function ColumnCard({ column, text, cells, recorded, focus, reading, nameOf }: ColumnCardProps) {
  const { className, style } = voice(idOf(column, text));
  const own = [column.model && nameOf(column.model), ownText(column.settings)].filter(Boolean).join(' · ');
  const name =
    column.kind === 'control' ? 'Control' : text === null ? 'A voice that is not held here' : shortName(nameText(text));
  return (
    <section
      aria-label={name}
      style={style}
      className={cx(
        className,
        'overflow-hidden rounded-box border border-t-3 border-line border-t-voice bg-sheet',
        column.kind === 'control' && 'border-dashed',
      )}
    >
      <header className="bg-voice-wash px-4 py-3">
        <h3 className="text-ui font-semibold break-words text-voice">{name}</h3>
        <Persona column={column} text={text} />
        {own !== '' && <p className="mt-1 text-small break-words text-soft">{own}</p>}
      </header>
      {cells.map((cell) => (
        <Answer
          key={`${cell.repeat}/${cell.attempt}`}
          cell={cell}
          name={name}
          highlighted={isFocus(cell, focus)}
          reading={reading}
        />
      ))}
      {recorded && cells.length === 0 && <p className="px-4 py-3 text-small text-soft">No answer of it is shared.</p>}
    </section>
  );
}

function Persona({ column, text }: { column: SharedColumn; text: string | null }) {
  if (column.kind === 'control') return <p className="text-small text-soft">The same task without a persona.</p>;
  const { persona } = column;
  return (
    <>
      {text === null ? (
        <p className="text-small break-words text-soft">
          Only its id travels: <span className="font-mono">{persona.kind === 'named' ? persona.id : ''}</span>
        </p>
      ) : (
        <p dir="auto" className="text-small break-words text-ink">
          <VisibleText text={text} />
        </p>
      )}
      <p className="mt-0.5 text-small break-words text-soft">
        {persona.source ? (
          <>
            from <bdi>{nameText(persona.source.name) || 'a collection without a name'}</bdi>
            {persona.source.licence !== '' && <>, {nameText(persona.source.licence)}</>}
          </>
        ) : (
          'written by hand'
        )}
      </p>
    </>
  );
}

interface AnswerProps {
  readonly cell: SharedCell;
  readonly name: string;
  readonly highlighted: boolean;
  readonly reading: boolean;
}

function Answer({ cell, name, highlighted, reading }: AnswerProps) {
  const numbers = cellText(cell);
  return (
    <article
      aria-label={`Recorded answer ${cell.repeat + 1}: ${name}`}
      className={cx('border-t border-line px-4 py-3', highlighted && 'bg-accent-wash')}
    >
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone="warn">recording</Badge>
        <span className="text-small text-soft">
          answer {cell.repeat + 1}
          {cell.attempt > 0 && `, take ${cell.attempt + 1}`}
        </span>
        {highlighted && <Badge tone="good">linked</Badge>}
      </header>
      {reading && cell.text !== '' ? (
        <div className="mt-1.5 text-ui">
          <ReadingText text={cell.text} />
        </div>
      ) : (
        <p dir="auto" className="mt-1.5 text-ui leading-[1.625] break-words whitespace-pre-wrap">
          {cell.text === '' ? <span className="text-soft">An empty answer.</span> : <VisibleText text={cell.text} />}
        </p>
      )}
      {numbers !== '' && <p className="mt-1.5 text-small break-words text-soft tabular-nums">{numbers}</p>}
    </article>
  );
}

function isFocus(cell: SharedCell, focus: SharedPlayground['focus']): boolean {
  return focus !== null && cell.column === focus.column && cell.repeat === focus.repeat;
}

/** The voice's hue is that of its content id, as on every other screen. */
function idOf(column: SharedColumn, text: string | null): string | null {
  if (column.kind === 'control') return null;
  if (column.persona.kind === 'named') return column.persona.id;
  return personaId(text ?? column.persona.text);
}

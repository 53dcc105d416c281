'use client';

import { useState } from 'react';
import { faultText } from '../hub/words.ts';
import { useModels, useModelsActions } from '../providers/models.tsx';
import { Button } from '../ui/button.tsx';
import { formatCount, plural } from '../ui/format.ts';
import { ChevronIcon } from '../ui/icons.tsx';
import { Popover } from '../ui/popover.tsx';
import { Progress } from '../ui/progress.tsx';
import { type Chosen, countAnswers, termsOf } from './answer-files.ts';
import { type ExportKind, fileKinds, formatWords } from './export-formats.ts';
import { useExport, type Writing } from './use-export.ts';

interface ExportAnswersProps {
  /** The file is called so. */
  readonly name: string;
  /** What goes into the file; asked for when the panel is opened. */
  readonly chosen: () => Chosen;
  readonly onSaid: (text: string) => void;
}

/** Answers as a file, with the terms that their personas bring, and what the file is. */
export function ExportAnswers({ name, chosen, onSaid }: ExportAnswersProps) {
  const [what, setWhat] = useState<Chosen>([]);
  const { shards, writing, fault, write, cancel } = useExport(name, onSaid);
  const catalogue = useModels((state) => state.catalogue);
  const models = useModelsActions();
  const count = countAnswers(what);
  const open = () => {
    setWhat(chosen());
    // The card tells the licences of models, which stand there.
    if (catalogue === 'unread') models.openCatalogue();
  };
  const press = (kind: ExportKind) => () => write(what, kind);
  return (
    <Popover
      label={`Export answers of ${name}`}
      align="start"
      className="w-104 p-4"
      onOpen={open}
      trigger={(props) => (
        <Button {...props}>
          Export
          <ChevronIcon className="size-3.5" />
        </Button>
      )}
    >
      <p className="text-ui">
        <strong className="font-semibold">{plural(count, 'finished answer')}</strong> of {name}. Each says who was asked
        what, by which model, with which seed and settings.
      </p>
      <Terms terms={termsOf(what, shards)} />
      <ul className="mt-2 grid gap-1">
        {formatWords.map(({ kind, title, unit, text }) => (
          <Format
            key={kind}
            title={`${title}, ${plural(count, unit)}`}
            text={text}
            disabled={count === 0}
            onPress={press(kind)}
          />
        ))}
        <Format
          title={`.polyphony, ${plural(what.length, 'run')}`}
          text="All attempts, exact: opens here as it is."
          disabled={what.length === 0}
          onPress={press('polyphony')}
        />
      </ul>
      <div className="mt-3 flex flex-wrap items-center gap-1.5 border-t border-line pt-3">
        <p className="min-w-40 flex-1 text-small text-soft">
          <strong className="text-ui font-semibold text-ink">Data card</strong>: what the file is, from where, and under
          which terms.
        </p>
        <Button disabled={count === 0} onClick={press('card-md')} aria-label="Data card as Markdown">
          Markdown
        </Button>
        <Button disabled={count === 0} onClick={press('card-json')} aria-label="Data card as JSON">
          JSON
        </Button>
      </div>
      <Progressing writing={writing} onCancel={cancel} />
      {fault && (
        <p role="alert" className="text-ui text-bad">
          {faultText(fault)}
        </p>
      )}
      <p className="mt-1 text-small text-soft">All of these but the card can be opened here again.</p>
    </Popover>
  );
}

function Terms({ terms }: { readonly terms: ReturnType<typeof termsOf> }) {
  return terms.map(({ name: shard, licence, nonCommercial }) => (
    <p key={shard} className="mt-2 text-small text-soft">
      Personas of {shard}: {licence === '' ? 'licence unknown' : licence}.
      {nonCommercial && (
        <strong className="block font-semibold text-warn">
          Non-commercial: what you make from it falls under the same terms.
        </strong>
      )}
    </p>
  ));
}

interface FormatProps {
  readonly title: string;
  readonly text: string;
  readonly disabled: boolean;
  readonly onPress: () => void;
}

function Format({ title, text, disabled, onPress }: FormatProps) {
  return (
    <li>
      <button
        type="button"
        disabled={disabled}
        onClick={onPress}
        className="w-full rounded-small border border-edge bg-sheet px-2.5 py-1 text-left hover:border-soft hover:bg-wash disabled:pointer-events-none disabled:opacity-55"
      >
        <span className="block text-ui font-semibold tabular-nums">{title}</span>
        <span className="block text-small text-soft">{text}</span>
      </button>
    </li>
  );
}

/** How far a file is; its place is kept free. */
function Progressing({ writing, onCancel }: { readonly writing: Writing | null; readonly onCancel: () => void }) {
  const label = writing === null ? '' : `Writing .${fileKinds[writing.kind].ending}`;
  const far = writing && writing.total > 0 ? `${formatCount(writing.done)} of ${formatCount(writing.total)}` : '';
  return (
    <div className="mt-2 flex min-h-8 items-center gap-3">
      {writing && (
        <>
          <div className="min-w-0 flex-1">
            <p className="text-small text-soft tabular-nums">
              {label} {far}
            </p>
            <Progress label={label} value={writing.total === 0 ? 0 : writing.done / writing.total} valueText={far} />
          </div>
          <Button onClick={onCancel}>Cancel</Button>
        </>
      )}
    </div>
  );
}

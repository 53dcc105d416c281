'use client';

import { useState } from 'react';
import type { Fault } from '../../../lib/model/fault.ts';
import type { SharedModel, SharedPlayground } from '../../../lib/model/share.ts';
import { builtInEntries } from '../../../lib/catalogue/built-in.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/icons.tsx';
import { RecipeFacts } from '../open/recipe-facts.tsx';
import { RecordingMark } from '../open/recording-mark.tsx';
import { SharedColumns } from '../open/shared-columns.tsx';
import { countText, modelsOf, modelText, nameText } from '../open/words.ts';

/** What the view shows: nothing yet, trouble, or what the link carries. */
export type EmbedShown =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly fault: Fault | null }
  | { readonly kind: 'playground'; readonly playground: SharedPlayground };

interface EmbedViewProps {
  readonly shown: EmbedShown;
  /** From the address, for the way into the app. */
  readonly fragment: string;
}

/** A link as another page shows it: to read, not to run. */
export function EmbedView({ shown, fragment }: EmbedViewProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex min-h-11 items-center gap-2 border-b border-line px-4">
        <Mark className="size-5 shrink-0 text-accent" />
        <span className="text-ui font-bold">Polyphony</span>
        {shown.kind === 'playground' && (
          <a
            href={`/${fragment}`}
            target="_blank"
            rel="noopener"
            className="ml-auto text-ui text-accent underline underline-offset-3"
          >
            Open in Polyphony
          </a>
        )}
      </header>
      <main className="min-w-0 flex-1 px-4 py-4">
        {shown.kind === 'none' && (
          <Message title="Nothing is shared here">The address of this view has no link in it.</Message>
        )}
        {shown.kind === 'reading' && (
          <>
            <h1 className="sr-only">Shared view</h1>
            <p role="status" aria-busy="true" className="text-ui text-soft">
              Reading it…
            </p>
          </>
        )}
        {shown.kind === 'failed' && (
          <Message title="This link cannot be shown">
            {shown.fault === null
              ? 'A part of this view could not be loaded. Reload the page.'
              : `${nameText(shown.fault.message)} ${nameText(shown.fault.hint)}`}
          </Message>
        )}
        {shown.kind === 'playground' && <Shared playground={shown.playground} />}
      </main>
    </div>
  );
}

function Message({ title, children }: { title: string; children: string }) {
  return (
    <div role="status">
      <h1 className="text-read font-semibold">{title}</h1>
      <p className="text-ui break-words text-soft">{children}</p>
    </div>
  );
}

function Shared({ playground }: { playground: SharedPlayground }) {
  const { recipe, recording, focus } = playground;
  const [all, setAll] = useState(false);
  const names = modelsOf(recipe).map(nameOf);
  const texts = recipe.columns.map((column) =>
    column.kind === 'persona' && column.persona.kind === 'text' ? column.persona.text : null,
  );
  const focused = recording !== null && recording.cells.some((cell) => isAt(cell, focus));
  const onlyFocus = focused && !all && recording.cells.length > 1;
  return (
    <div className="grid min-w-0 gap-3">
      <h1 className="text-read font-semibold">
        {recording ? 'Recorded answers' : 'A playground'}
        <span className="font-normal text-soft">{`: ${countText(recipe, recording)}`}</span>
      </h1>
      {recording && <RecordingMark recording={recording} models={names} />}
      {onlyFocus && (
        <div>
          <Button onClick={() => setAll(true)}>Show all {recording.cells.length} answers</Button>
        </div>
      )}
      <section aria-label={recording ? 'Answers' : 'Columns'}>
        <h2 className="sr-only">{recording ? 'Answers' : 'Columns'}</h2>
        <SharedColumns playground={playground} texts={texts} nameOf={nameOf} onlyFocus={onlyFocus} reading={false} />
      </section>
      <RecipeFacts recipe={recipe} models={names} />
    </div>
  );
}

/** What comes with every copy of the app has a name; the rest is called by its id. */
function nameOf(model: SharedModel): string {
  const entry = builtInEntries(null).find(
    ({ choice }) => model.kind === 'listed' && choice.engine === model.engine && choice.model === model.model,
  );
  return modelText(model, entry?.choice.name ?? null);
}

function isAt(cell: { readonly column: number; readonly repeat: number }, focus: SharedPlayground['focus']): boolean {
  return focus !== null && cell.column === focus.column && cell.repeat === focus.repeat;
}

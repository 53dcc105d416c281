'use client';

import Link from 'next/link';
import { useState } from 'react';
import type { SharedModel } from '../../../lib/model/share.ts';
import { faultText } from '../../hub/words.ts';
import { type OpenedPlayground, useShareActions } from '../../providers/share.tsx';
import { usePlay } from '../../providers/play.tsx';
import { TextLookStrip } from '../../reading/text-look.tsx';
import { useTextLook } from '../../reading/use-reading.ts';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { AskReplace, type Asked } from './ask-replace.tsx';
import { Needs } from './needs.tsx';
import { RecipeFacts } from './recipe-facts.tsx';
import { RecordingMark } from './recording-mark.tsx';
import type { Placed } from './open-context.ts';
import { SharedColumns } from './shared-columns.tsx';
import { useCanRun } from './use-can-run.ts';
import { countText, modelText, sameModel } from './words.ts';

interface PlaygroundViewProps {
  readonly opened: OpenedPlayground;
  /** Where it came from, in words. */
  readonly from: string;
  readonly onLeave: (placed: Placed | null) => void;
}

/** A recipe, or a recording with its recipe: what it is, what it needs, and what can be done with it. */
export function PlaygroundView({ opened, from, onLeave }: PlaygroundViewProps) {
  const { playground, personas, models } = opened;
  const { recipe, recording, focus } = playground;
  const actions = useShareActions();
  const toast = useToast();
  const restored = usePlay((state) => state.restored);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [all, setAll] = useState(false);
  const [working, setWorking] = useState(false);
  const [kept, setKept] = useState(false);
  const cannotRun = useCanRun(opened);
  const reading = useTextLook() === 'reading';
  const nameOf = (model: SharedModel) =>
    modelText(model, models.find((one) => sameModel(one.model, model))?.entry?.choice.name ?? null);
  const names = models.map(({ model }) => nameOf(model));
  const texts = recipe.columns.map((column, i) =>
    column.kind === 'persona' && column.persona.kind === 'text' ? column.persona.text : (personas[i]?.text ?? null),
  );
  const focused =
    focus !== null &&
    recording !== null &&
    recording.cells.some(({ column, repeat }) => column === focus.column && repeat === focus.repeat);
  const onlyFocus = focused && !all && recording.cells.length > 1;

  const place = async (what: Asked['what']) => {
    setWorking(true);
    const done = await (what === 'play' ? actions.toPlay() : actions.runHere());
    setWorking(false);
    if (!done.ok) {
      toast({ text: faultText(done.fault) });
      return;
    }
    const text = what === 'play' ? 'It is on Play.' : 'The recording is kept under Runs; its recipe runs here now.';
    onLeave({ text, undo: done.value.undo });
  };
  const ask = async (what: Asked['what']) => {
    setWorking(true);
    const unsaved = await actions.unsaved();
    setWorking(false);
    if (unsaved === null) await place(what);
    else setAsked({ what, unsaved });
  };
  const keep = async () => {
    setWorking(true);
    const done = await actions.keep();
    setWorking(false);
    if (!done.ok) {
      toast({ text: faultText(done.fault) });
      return;
    }
    setKept(true);
    toast({ text: done.value.length > 0 ? 'The recording is kept under Runs.' : 'It was kept under Runs before.' });
  };

  return (
    <div className="grid min-w-0 gap-4">
      <div>
        <h1 className="text-title font-bold">
          {recording ? 'Answers shared with you' : 'A playground shared with you'}
        </h1>
        <p className="max-w-prose text-ui break-words text-soft">
          {countText(recipe, recording)}, from {from}. Looking at it changes nothing here.
        </p>
      </div>
      {recording && <RecordingMark recording={recording} models={names} />}
      <div role="group" aria-label="What to do with it" className="flex flex-wrap items-center gap-2">
        {recording && (
          <Button
            look="primary"
            disabled={!restored || working || cannotRun !== null}
            aria-describedby={cannotRun === null ? undefined : 'cannot-run'}
            onClick={() => void ask('run')}
          >
            Run it here
          </Button>
        )}
        <Button
          look={recording ? 'outline' : 'primary'}
          disabled={!restored || working}
          onClick={() => void ask('play')}
        >
          Open in Play
        </Button>
        {recording && (
          <Button disabled={working || kept} onClick={() => void keep()}>
            {kept ? 'Kept under Runs' : 'Keep under Runs'}
          </Button>
        )}
        <Button look="plain" onClick={() => onLeave(null)}>
          Close
        </Button>
        {kept && (
          <Link href="/runs" prefetch={false} className="text-ui text-accent underline underline-offset-3">
            Go to Runs
          </Link>
        )}
      </div>
      {recording && cannotRun !== null && (
        <p id="cannot-run" className="text-ui text-soft">
          It cannot run here yet: {cannotRun}
        </p>
      )}
      <Needs opened={opened} nameOf={nameOf} />
      {!recording && <RecipeFacts recipe={recipe} models={names} />}
      <section aria-labelledby="shared-columns" className="min-w-0">
        <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 id="shared-columns" className="text-read font-semibold">
            {recording ? (onlyFocus ? 'The linked answer' : 'Recorded answers') : 'Columns'}
          </h2>
          {onlyFocus && <Button onClick={() => setAll(true)}>Show all {recording.cells.length} answers</Button>}
          {recording && (
            <div className="ml-auto">
              <TextLookStrip />
            </div>
          )}
        </div>
        <SharedColumns playground={playground} texts={texts} nameOf={nameOf} onlyFocus={onlyFocus} reading={reading} />
      </section>
      {recording && (
        <section aria-labelledby="shared-recipe">
          <h2 id="shared-recipe" className="mb-1 text-read font-semibold">
            Recipe
          </h2>
          <RecipeFacts recipe={recipe} models={names} />
        </section>
      )}
      {asked && (
        <AskReplace
          asked={asked}
          onClose={() => setAsked(null)}
          onReplace={() => {
            setAsked(null);
            void place(asked.what);
          }}
        />
      )}
    </div>
  );
}

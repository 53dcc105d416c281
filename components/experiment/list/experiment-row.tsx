'use client';

import { type RefObject, useRef, useState } from 'react';
import { faultText } from '../../hub/words.ts';
import type { ExperimentActions, ExperimentSummary } from '../../providers/experiment.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { MoreIcon } from '../../ui/icons.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { NameForm } from './name-form.tsx';
import { factsText } from '../words.ts';
import { stateWords } from './words.ts';

interface ExperimentRowProps {
  readonly summary: ExperimentSummary;
  readonly actions: ExperimentActions;
  /** After it was deleted: its focus needs a place. */
  readonly onGone: () => void;
}

/** One experiment: what it asks, how far it is, and what can be done with it. */
export function ExperimentRow({ summary, actions, onGone }: ExperimentRowProps) {
  const { experiment, calls, ended } = summary;
  const { id, name } = experiment;
  const [renaming, setRenaming] = useState(false);
  const [opening, setOpening] = useState(false);
  const more = useRef<HTMLSpanElement>(null);
  const toast = useToast();

  const open = async () => {
    setOpening(true);
    const answer = await actions.openExperiment(id);
    // Opened, this row is gone.
    if (answer.ok) return;
    setOpening(false);
    toast({ text: faultText(answer.fault) });
  };
  const remove = async () => {
    const answer = await actions.remove(id);
    if (answer.ok) onGone();
    else toast({ text: faultText(answer.fault) });
  };
  const [words, tone] = stateWords(summary);
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5">
      <div className="min-w-0 flex-1 basis-64">
        {renaming ? (
          <NameForm
            name={name}
            onName={(next) => actions.rename(id, next)}
            onDone={() => {
              setRenaming(false);
              focusWithin(more);
            }}
          />
        ) : (
          <>
            <p className="text-ui font-semibold break-words">{name}</p>
            <p className="text-small text-soft tabular-nums break-words">{factsText(experiment)}</p>
          </>
        )}
      </div>
      <Badge tone={tone}>{words}</Badge>
      <span className="sr-only">
        {ended} of {plural(calls, 'call')}
      </span>
      <div className="flex items-center gap-1">
        <Button disabled={opening} aria-label={`Open ${name}`} onClick={() => void open()}>
          {opening ? 'Opening…' : 'Open'}
        </Button>
        <span ref={more}>
          <Menu
            label={`More of ${name}`}
            align="end"
            trigger={(props) => (
              <IconButton label={`More of ${name}`} className="size-8" {...props}>
                <MoreIcon />
              </IconButton>
            )}
          >
            <MenuItem onSelect={() => setRenaming(true)}>Rename</MenuItem>
            <MenuItem
              onSelect={() => {
                actions.copyToDraft(id);
                document.getElementById('set-up-title')?.focus();
                toast({ text: `The set-up is now that of ${name}.` });
              }}
            >
              Use as a new set-up
            </MenuItem>
            <MenuItem onSelect={() => void remove()}>Delete</MenuItem>
          </Menu>
        </span>
      </div>
    </li>
  );
}

function focusWithin(place: RefObject<HTMLElement | null>) {
  place.current?.querySelector('button')?.focus();
}

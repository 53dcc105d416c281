'use client';

import { useRef, useState } from 'react';
import { faultText } from '../../hub/words.ts';
import type { ExperimentActions, OpenExperiment } from '../../providers/experiment.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { MoreIcon } from '../../ui/icons.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { NameForm } from '../list/name-form.tsx';
import { factsText } from '../words.ts';

interface OpenHeadProps {
  readonly open: OpenExperiment;
  readonly actions: ExperimentActions;
}

/** Which experiment is open, and what can be done with all of it. */
export function OpenHead({ open: { experiment, reproduction }, actions }: OpenHeadProps) {
  const { id, name } = experiment;
  const [renaming, setRenaming] = useState(false);
  const more = useRef<HTMLSpanElement>(null);
  const toast = useToast();
  const remove = async () => {
    const answer = await actions.remove(id);
    if (!answer.ok) toast({ text: faultText(answer.fault) });
  };
  return (
    <div className="grid gap-2">
      <div>
        <Button data-view-focus="" onClick={actions.close}>
          All experiments
        </Button>
      </div>
      <div className="flex min-h-14 items-start gap-3">
        <div className="min-w-0 flex-1">
          {renaming ? (
            <NameForm
              name={name}
              onName={(next) => actions.rename(id, next)}
              onDone={() => {
                setRenaming(false);
                more.current?.querySelector('button')?.focus();
              }}
            />
          ) : (
            <h2 className="text-title font-semibold break-words">{name}</h2>
          )}
          <p className="text-small text-soft tabular-nums break-words">{factsText(experiment)}</p>
          {reproduction?.of && <p className="text-small text-soft">Repeats {reproduction.of.name}.</p>}
        </div>
        {experiment.recorded && <Badge>recording</Badge>}
        <span ref={more}>
          <Menu
            label="More of this experiment"
            align="end"
            trigger={(props) => (
              <IconButton label="More of this experiment" className="size-8" {...props}>
                <MoreIcon />
              </IconButton>
            )}
          >
            <MenuItem onSelect={() => setRenaming(true)}>Rename</MenuItem>
            <MenuItem
              onSelect={() => {
                actions.copyToDraft(id);
                actions.close();
                toast({ text: `The set-up is now that of ${name}.` });
              }}
            >
              Use as a new set-up
            </MenuItem>
            <MenuItem onSelect={() => void remove()}>Delete</MenuItem>
          </Menu>
        </span>
      </div>
    </div>
  );
}

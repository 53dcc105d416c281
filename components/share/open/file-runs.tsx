'use client';

import Link from 'next/link';
import { useState } from 'react';
import type { KeptRun } from '../../../lib/model/share.ts';
import { modelOf, tasks } from '../../../lib/prompt/index.ts';
import { faultText } from '../../hub/words.ts';
import { useShareActions } from '../../providers/share.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { useToast } from '../../ui/toasts.tsx';
import { momentText, nameText } from './words.ts';

interface FileRunsProps {
  readonly runs: readonly KeptRun[];
  /** How many of them are kept here already. */
  readonly known: number;
  /** What they came from, in words. */
  readonly name: string;
  readonly onLeave: () => void;
}

/** As many lines as one looks through; the rest is told as a number. */
const LINES = 100;

/** Runs of a file, before they are kept. */
export function FileRuns({ runs, known, name, onLeave }: FileRunsProps) {
  const actions = useShareActions();
  const toast = useToast();
  const [working, setWorking] = useState(false);
  const fresh = runs.length - known;
  const keep = async () => {
    setWorking(true);
    const kept = await actions.keep();
    setWorking(false);
    toast({ text: kept.ok ? `${plural(kept.value.length, 'run')} kept.` : faultText(kept.fault) });
  };
  return (
    <div className="grid gap-4">
      <div>
        <h1 className="text-title font-bold">{plural(runs.length, 'run')} in a file</h1>
        <p className="max-w-prose text-ui break-words text-soft">
          From {name}. {knownText(runs.length, known)} Nothing is kept before you say so.
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" disabled={working || fresh === 0} onClick={() => void keep()}>
          {fresh === 0 ? 'All are kept here' : `Keep ${plural(fresh, 'run')}`}
        </Button>
        <Button look="plain" onClick={onLeave}>
          Close
        </Button>
        <Link href="/runs" prefetch={false} className="text-ui text-accent underline underline-offset-3">
          Go to Runs
        </Link>
      </div>
      <ul className="divide-y divide-line rounded-box border border-line bg-sheet">
        {runs.slice(0, LINES).map(({ run, cells }) => (
          <li key={run.id} className="px-4 py-2 text-ui">
            <span className="font-semibold">{tasks[run.spec.task.id].name}</span>
            <span className="text-soft tabular-nums">
              {` · ${momentText(run.createdAt)} · ${plural(run.spec.columns.length, 'column')} · ${plural(cells.length, 'answer')} · `}
            </span>
            <span className="break-words text-soft">
              {[...new Set(run.spec.columns.map((column) => nameText(modelOf(run.spec, column).name)))].join(', ')}
            </span>
          </li>
        ))}
        {runs.length > LINES && (
          <li className="px-4 py-2 text-ui text-soft">and {formatCount(runs.length - LINES)} more</li>
        )}
      </ul>
    </div>
  );
}

function knownText(count: number, known: number): string {
  if (known === 0) return 'None of them is kept here yet.';
  if (known === count) return 'All of them are kept here.';
  return `${formatCount(known)} of them ${known === 1 ? 'is' : 'are'} kept here already and ${known === 1 ? 'stays' : 'stay'} as ${known === 1 ? 'it is' : 'they are'}.`;
}

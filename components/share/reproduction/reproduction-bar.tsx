'use client';

import Link from 'next/link';
import { useState } from 'react';
import type { RunId } from '../../../lib/model/ids.ts';
import type { Reproduction } from '../../../lib/model/share.ts';
import { usePlay, usePlayActions } from '../../providers/play.tsx';
import { useShare } from '../../providers/share.tsx';
import { Button } from '../../ui/button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Differences } from './differences.tsx';
import { differingText, summaryText } from './words.ts';

/** How alike Play's run and the recording that it repeats are, and what was not the same in the two. */
export function ReproductionBar({ recorded }: { recorded: RunId }) {
  const reproduction = useShare((state) => state.reproduction);
  const running = usePlay((state) => state.active > 0);
  return (
    <section
      aria-label="Compared with the recording"
      className="flex h-full items-center gap-x-4 gap-y-1 overflow-hidden rounded-small border border-line bg-wash px-3 py-1.5 max-wide:flex-col max-wide:items-stretch max-wide:justify-center"
    >
      <div className="min-w-0 flex-1 text-ui leading-5 tabular-nums max-wide:flex-none">
        {reproduction === null ? (
          <p className="text-soft">Reading the recording…</p>
        ) : reproduction.cells.size === 0 ? (
          <p className="text-soft">The recording that this run repeats is not kept here any more.</p>
        ) : (
          <Compared reproduction={reproduction} running={running} />
        )}
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-1.5">
        {reproduction !== null && reproduction.cells.size > 0 && (
          <>
            <Popover
              label="What differed"
              align="end"
              className="w-104 max-w-[calc(100vw-2rem)] p-4"
              trigger={(props) => <Button {...props}>What differed</Button>}
            >
              <Differences differences={reproduction.differences} compared={comparedCount(reproduction)} />
            </Popover>
            <Again recorded={recorded} reproduction={reproduction} running={running} />
          </>
        )}
        <Link
          href={`/runs#run-${encodeURIComponent(recorded)}`}
          className="inline-flex min-h-8 items-center rounded-small px-1 text-ui underline decoration-edge underline-offset-3 hover:decoration-ink"
        >
          Recording
        </Link>
      </div>
      <Announced reproduction={reproduction} running={running} />
    </section>
  );
}

function comparedCount({ cells, open }: Reproduction): number {
  return cells.size - open;
}

function Compared({ reproduction, running }: { reproduction: Reproduction; running: boolean }) {
  const summary = summaryText(reproduction, running);
  const differing = differingText(reproduction.differences);
  return (
    <>
      <p title={summary} className="font-semibold max-wide:line-clamp-2 wide:truncate">
        <span className="font-normal text-soft">Beside the recording: </span>
        {summary}
      </p>
      <p className="truncate text-soft">
        {comparedCount(reproduction) === 0
          ? 'Each answer is compared as it ends.'
          : differing === ''
            ? 'No difference is known between the two runs.'
            : `Not the same in both: ${differing}.`}
      </p>
    </>
  );
}

interface AgainProps {
  readonly recorded: RunId;
  readonly reproduction: Reproduction;
  readonly running: boolean;
}

/** The draft as it is now: with another model or seed one sees what that does to the answers. */
function Again({ recorded, reproduction, running }: AgainProps) {
  const actions = usePlayActions();
  return (
    <Button
      disabled={running}
      title="Generate with the set-up as it is now, compared with the same recording"
      onClick={() =>
        actions.generate(
          recorded,
          [...reproduction.cells.values()].map((cell) => cell.recorded),
        )
      }
    >
      Compare again
    </Button>
  );
}

/** Told once, when the run has ended; never of one that was restored. */
function Announced({ reproduction, running }: { reproduction: Reproduction | null; running: boolean }) {
  const [watched, setWatched] = useState(false);
  if (running && !watched) setWatched(true);
  const ended = watched && !running && reproduction !== null && reproduction.cells.size > 0;
  return (
    <p aria-live="polite" className="sr-only">
      {ended ? `Compared with the recording: ${summaryText(reproduction, false)}.` : ''}
    </p>
  );
}

'use client';

import { type Review, useDedupActions } from '../providers/dedup.tsx';
import { Button } from '../ui/button.tsx';
import { StopIcon } from '../ui/icons.tsx';
import { Progress } from '../ui/progress.tsx';
import { progressWords, stageWords } from './words.ts';

/** How far a comparison is, and the way out of it. It goes on while other screens are looked at. */
export function Running({ review: { progress } }: { review: Review }) {
  const { cancel } = useDedupActions();
  const stage = progress ? stageWords[progress.stage] : 'Beginning';
  const far = progress ? progressWords(progress, progress.secondsLeft) : '';
  return (
    <div className="grid max-w-xl gap-2 text-ui tabular-nums">
      <p className="min-h-6">
        <strong className="font-semibold">{stage}</strong>
        {far !== '' && <span className="text-soft">: {far}</span>}
      </p>
      <p role="status" className="sr-only">
        {stage}
      </p>
      <Progress
        label={stage}
        value={progress && progress.total > 0 ? progress.done / progress.total : 0}
        valueText={far}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={cancel}>
          <StopIcon /> Cancel
        </Button>
        <p className="text-small text-soft">It goes on while you look at other screens.</p>
      </div>
    </div>
  );
}

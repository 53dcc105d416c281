'use client';

import { offlineActions, useOffline } from '../providers/offline.tsx';
import { Button } from '../ui/button.tsx';
import { formatBytes, formatCount, formatWait } from '../ui/format.ts';
import { Progress } from '../ui/progress.tsx';

/** Files and bytes of a copy while it is fetched. */
export function FillProgress() {
  const progress = useOffline((state) => state.progress);
  const { doneFiles = 0, totalFiles = 0, doneBytes = 0, totalBytes = 0, secondsLeft = null } = progress ?? {};
  const words = progress
    ? `${formatCount(doneFiles)} of ${formatCount(totalFiles)} files, ${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`
    : 'Starting';
  return (
    <div>
      <p className="flex flex-wrap justify-between gap-x-4 tabular-nums">
        <span className="font-semibold">Keeping the app</span>
        <span className="text-soft">{words}</span>
      </p>
      <Progress
        label="Offline copy"
        value={totalBytes === 0 ? 0 : doneBytes / totalBytes}
        valueText={words}
        className="my-1"
      />
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <span className="text-small text-soft tabular-nums">
          {secondsLeft !== null && `about ${formatWait(secondsLeft * 1000)} left`}
        </span>
        <Button onClick={() => offlineActions().cancel()}>Cancel</Button>
      </div>
    </div>
  );
}

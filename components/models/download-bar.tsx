import type { DownloadView } from '../providers/models.tsx';
import { formatBytes, formatWait } from '../ui/format.ts';
import { Progress } from '../ui/progress.tsx';
import { percent } from './model-words.ts';

const states: Readonly<Record<DownloadView['state'], string>> = {
  running: 'Downloading',
  paused: 'Paused',
  failed: 'Stopped by a fault',
};

/** One bar for the whole model, from the first byte to the last hash. Its text keeps two lines, so that nothing moves. */
export function DownloadBar({ name, download }: { name: string; download: DownloadView }) {
  const { state, phase, doneBytes, totalBytes, bytesPerSecond } = download;
  const title = state === 'running' && phase === 'verify' ? 'Checking against the published hashes' : states[state];
  const fraction = totalBytes === null || totalBytes === 0 ? 0 : Math.min(1, doneBytes / totalBytes);
  const of = totalBytes === null ? 'of an unknown total' : `of ${formatBytes(totalBytes)}`;
  const running = state === 'running' && phase === 'download' && bytesPerSecond !== null && bytesPerSecond > 0;
  const left =
    running && totalBytes !== null ? formatWait((Math.max(0, totalBytes - doneBytes) / bytesPerSecond) * 1000) : null;
  return (
    <div>
      <p className="flex flex-wrap justify-between gap-x-4 text-ui tabular-nums">
        <span className="font-semibold">
          {title}
          {totalBytes !== null && ` ${percent(fraction)}`}
        </span>
        <span className="text-soft">
          {formatBytes(doneBytes)} {of}
        </span>
      </p>
      <Progress
        label={`Download of ${name}`}
        value={fraction}
        valueText={`${title}, ${formatBytes(doneBytes)} ${of}`}
        className="my-1"
      />
      <p className="min-h-5 text-small text-soft tabular-nums">
        {running && `${formatBytes(bytesPerSecond)}/s`}
        {left !== null && ` · about ${left} left`}
        {state === 'paused' && 'What was fetched is kept; it goes on where it stopped.'}
      </p>
    </div>
  );
}

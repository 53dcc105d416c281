import type { LoadPhase, LoadProgress } from '../../lib/model/model-info.ts';
import { formatBytes } from '../ui/format.ts';
import { Progress } from '../ui/progress.tsx';

const phases: Readonly<Record<LoadPhase, string>> = {
  runtime: 'Starting the runtime',
  download: 'Reading the weights',
  verify: 'Checking the weights against their hashes',
  convert: 'Converting the weights',
  start: 'Building the model',
};

export function ModelProgress({ progress }: { progress: LoadProgress | null }) {
  const fraction = progress?.fraction ?? 0;
  const percent = Math.round(fraction * 100);
  const phase = progress ? phases[progress.phase] : 'Starting';
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap justify-between gap-x-4 text-ui tabular-nums">
        <span className="font-semibold">{phase}</span>
        <span className="text-soft">
          {progress && progress.totalBytes > 0 && (
            <>
              {formatBytes(progress.doneBytes)} of {formatBytes(progress.totalBytes)} ·{' '}
            </>
          )}
          {percent} %
        </span>
      </div>
      <Progress label="Loading the model" value={fraction} valueText={`${phase}, ${percent} %`} />
    </div>
  );
}

import type { SharedRecording } from '../../../lib/model/share.ts';
import { Badge } from '../../ui/badge.tsx';
import { environmentText, momentText, speedText } from './words.ts';

/** What says that answers were not written here and now. @param models as they are called here */
export function RecordingMark({ recording, models }: { recording: SharedRecording; models: readonly string[] }) {
  const on = environmentText(recording.environment);
  const speed = speedText(recording.cells);
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 rounded-small border border-warn bg-warn-wash px-3 py-2 text-ui">
      <Badge tone="warn">Recording</Badge>
      <p className="min-w-0 flex-1 basis-60 break-words">
        Written by <strong className="font-semibold">{models.join(', ')}</strong> on {momentText(recording.at)}
        {on !== null && <>, in {on}</>}
        {speed !== '' && <>, at {speed}</>}. These answers came with the link or file; nobody can tell whether they were
        changed.
      </p>
    </div>
  );
}

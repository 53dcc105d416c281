'use client';

import { defaultKey, embeddedOnCpu } from '../../lib/catalogue/built-in.ts';
import { DownloadBar } from '../models/download-bar.tsx';
import { useModelsActions } from '../providers/models.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { formatBytes } from '../ui/format.ts';
import { useOfflineModel } from './use-offline-model.ts';

/** Whether the built-in model answers offline, and how to make it so. */
export function OfflineModel() {
  const { files, complete, restBytes } = useOfflineModel();
  const actions = useModelsActions();
  const running = files.download?.state === 'running';
  if (complete && !running) return <p className="text-soft">The built-in model is kept, too: it answers offline.</p>;
  return (
    <div className="grid gap-2">
      {files.download && <DownloadBar name={embeddedOnCpu.choice.name} download={files.download} />}
      {files.fault && !running && (
        <Notice tone="bad" title={files.fault.message}>
          {files.fault.hint}
        </Notice>
      )}
      {restBytes === null ? (
        <p className="text-soft">This site has no weights of the built-in model to fetch.</p>
      ) : (
        <div className="flex flex-wrap items-center gap-2">
          {!running && <span className="text-soft">The built-in model is not kept yet.</span>}
          {running ? (
            <Button onClick={() => actions.pause(defaultKey)}>Pause the model</Button>
          ) : (
            <Button onClick={() => actions.download(defaultKey)}>
              {files.keptBytes > 0 ? 'Fetch the rest of' : 'Keep'} the model, {formatBytes(restBytes)}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

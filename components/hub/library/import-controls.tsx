'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type ImportView, useHubActions } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { download, fileName } from '../download.ts';
import { useHubViewActions } from '../hub-view.tsx';
import { faultText } from '../words.ts';
import { acceptedFiles } from './choose-source.tsx';
import { useAsk } from './use-ask.ts';

/** What can be done with an import in its state. */
export function ImportControls({ view }: { view: ImportView }) {
  const actions = useHubActions();
  const { openBrowse } = useHubViewActions();
  const { busy, trouble, ask } = useAsk();
  const [asking, setAsking] = useState(false);
  const { shard, name, state, needs, rejected } = view;
  const resume = (files: readonly File[]) =>
    ask(
      'Going on…',
      () => actions.resumeImport(shard, files),
      () => undefined,
    );
  const save = () =>
    ask(
      'Collecting the rows…',
      () => actions.rejections(shard),
      (blob) => download(blob, fileName(`${name} rejected rows`, 'jsonl')),
    );
  const waits = state === 'paused' || state === 'interrupted' || state === 'failed';
  const rejectedButton = rejected > 0 && state !== 'running' && state !== 'waiting' && (
    <Button disabled={busy !== null} onClick={save}>
      Download {plural(rejected, 'rejected row')}
    </Button>
  );
  if (asking) return <CancelQuestion view={view} onAnswered={() => setAsking(false)} />;
  return (
    <>
      <div className="mt-1 flex flex-wrap items-center gap-2">
        {state === 'running' && <Button onClick={() => actions.pauseImport(shard)}>Pause</Button>}
        {state === 'pausing' && <Button disabled>Pause</Button>}
        {waits && needs === null && (
          <Button look="primary" disabled={busy !== null} onClick={() => resume([])}>
            {state === 'failed' ? 'Try again' : 'Resume'}
          </Button>
        )}
        {waits && needs !== null && (
          <FilesAgain disabled={busy !== null} onFiles={resume}>
            Choose {needs.join(', ')} again and resume
          </FilesAgain>
        )}
        {state === 'done' && view.kept > 0 && (
          <Button onClick={() => openBrowse({ shards: [shard], filters: [], set: null })}>Browse</Button>
        )}
        {rejectedButton}
        {state === 'done' || state === 'refused' ? (
          <Button look="plain" onClick={() => actions.dismissImport(shard)}>
            Take off this list
          </Button>
        ) : (
          <Button look="bad" disabled={busy !== null || state === 'pausing'} onClick={() => setAsking(true)}>
            Cancel import
          </Button>
        )}
        <span role="status" className="text-small text-soft">
          {busy}
        </span>
      </div>
      {state === 'interrupted' && needs !== null && (
        <p className="mt-1 text-small text-soft">
          The page was closed in the middle, and the browser does not let it open your file again by itself. Nothing
          that was kept is lost.
        </p>
      )}
      {trouble && (
        <p role="alert" className="mt-1 text-ui text-bad">
          {faultText(trouble)}
        </p>
      )}
    </>
  );
}

interface FilesAgainProps {
  readonly disabled: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

function FilesAgain({ disabled, onFiles, children }: FilesAgainProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={acceptedFiles}
        multiple
        aria-label="The same file again"
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      <Button
        look="primary"
        disabled={disabled}
        className="max-w-full whitespace-normal"
        onClick={() => input.current?.click()}
      >
        {children}
      </Button>
    </>
  );
}

/** Cancelling asks what becomes of the personas that were read; the focus goes to the way out. */
function CancelQuestion({ view, onAnswered }: { view: ImportView; onAnswered: () => void }) {
  const actions = useHubActions();
  const { busy, trouble, ask } = useAsk();
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  const end = (keep: boolean) => ask('Ending the import…', () => actions.cancelImport(view.shard, keep), onAnswered);
  const question = `End the import of ${view.name}? ${plural(view.kept, 'persona')} were kept so far.`;
  return (
    <div
      role="group"
      aria-label={question}
      className="mt-1 flex flex-wrap items-center gap-2 text-ui"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onAnswered();
      }}
    >
      <span className="basis-full">{question}</span>
      <Button ref={back} disabled={busy !== null} onClick={onAnswered}>
        Go on with it
      </Button>
      <Button disabled={busy !== null || view.kept === 0} onClick={() => end(true)}>
        End it, keep them
      </Button>
      <Button look="bad" disabled={busy !== null} onClick={() => end(false)}>
        End it, remove them
      </Button>
      <span role="status" className="text-small text-soft">
        {busy}
      </span>
      {trouble && (
        <p role="alert" className="basis-full text-bad">
          {faultText(trouble)}
        </p>
      )}
    </div>
  );
}

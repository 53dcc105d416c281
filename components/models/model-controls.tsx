'use client';

import { type CatalogueEntry, modelKey } from '../../lib/model/catalogue.ts';
import type { Fit } from '../../lib/catalogue/fits.ts';
import { type ModelStatus, useModels, useModelsActions } from '../providers/models.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { formatBytes } from '../ui/format.ts';
import { downloadBytes, hostOf, isBlocked, isEmbedded, isUsable, readiness } from './readiness.ts';

interface ModelControlsProps {
  readonly entry: CatalogueEntry;
  readonly status: ModelStatus;
  readonly fit: Fit;
}

/** What can be done with a model now, apart from choosing it. What the device cannot do is not offered. */
export function ModelControls({ entry, status, fit }: ModelControlsProps) {
  const { engine, measuring } = status;
  const actions = useModelsActions();
  const offer = useModels((state) => state.offer);
  const key = modelKey(entry.choice);
  const busy = engine.status === 'loading';
  const blocked = isBlocked(entry, fit);
  const usable = isUsable(entry, status, offer);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Fetching entry={entry} status={status} blocked={blocked} />
      {engine.status === 'ready' ? (
        <Button disabled={measuring} onClick={() => actions.unload(key)}>
          Unload
        </Button>
      ) : (
        usable && (
          <Button disabled={busy || blocked || measuring} onClick={() => actions.load(key)}>
            {busy ? 'Loading…' : engine.status === 'failed' || status.crashed ? 'Load again' : 'Load'}
          </Button>
        )
      )}
      {measuring ? (
        <Button onClick={() => actions.stopMeasure(key)}>Stop measuring</Button>
      ) : (
        usable && (
          <Button
            disabled={busy || blocked}
            title="Loads it if need be and writes for ten seconds at most"
            onClick={() => actions.measure(key)}
          >
            {status.benchmark ? 'Measure again' : 'Measure, 10 s'}
          </Button>
        )
      )}
      <Removal entry={entry} status={status} disabled={busy || measuring} />
    </div>
  );
}

function Fetching({ entry, status, blocked }: { entry: CatalogueEntry; status: ModelStatus; blocked: boolean }) {
  const { files } = status;
  const actions = useModelsActions();
  const offer = useModels((state) => state.offer);
  const key = modelKey(entry.choice);
  if (files.download?.state === 'running') return <Button onClick={() => actions.pause(key)}>Pause</Button>;
  const state = readiness(entry, status, offer);
  if (state !== 'ask' && state !== 'download') return null;
  const bytes = downloadBytes(entry, status);
  const rest = bytes === null ? null : Math.max(0, bytes - files.keptBytes);
  const verb =
    files.download?.state === 'failed' || (files.fault && files.keptBytes > 0)
      ? 'Retry'
      : files.keptBytes > 0
        ? 'Resume'
        : 'Download';
  return (
    <>
      {files.totalBytes === null && files.keptBytes === 0 && (
        <Button
          disabled={files.inspecting}
          title={`Reads its index from ${hostOf(entry) ?? 'its host'}: some kilobytes`}
          onClick={() => actions.inspect(key)}
        >
          {files.inspecting ? 'Asking…' : 'Ask for its size'}
        </Button>
      )}
      {rest !== null && (
        <Button look="primary" disabled={blocked} onClick={() => actions.download(key)}>
          {verb} {files.totalBytes === null && 'about '}
          {formatBytes(rest)}
        </Button>
      )}
    </>
  );
}

function Removal({ entry, status, disabled }: { entry: CatalogueEntry; status: ModelStatus; disabled: boolean }) {
  const actions = useModelsActions();
  const key = modelKey(entry.choice);
  // The embedded weights have their own place beside their sources.
  if (isEmbedded(entry)) return null;
  const { keptBytes, download } = status.files;
  const size = keptBytes > 0 ? formatBytes(keptBytes) : null;
  if (entry.origin === 'added') {
    return (
      <ConfirmButton
        label="Remove"
        question={size ? `Remove it with its ${size}?` : 'Remove it from the list?'}
        confirm="Remove"
        disabled={disabled || download?.state === 'running'}
        onConfirm={() => actions.forget(key)}
      />
    );
  }
  if (!size) return null;
  return (
    <ConfirmButton
      label={`Remove ${size}`}
      question={`Remove ${size}? Using it again means fetching it again.`}
      confirm="Remove"
      disabled={disabled || download?.state === 'running'}
      onConfirm={() => actions.remove(key)}
    />
  );
}

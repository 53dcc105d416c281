'use client';

import { useRef, useState } from 'react';
import { useHub } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { FileDrop } from '../../ui/file-drop.tsx';
import { PlusIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { AddDialog } from './add-dialog.tsx';
import { acceptedFiles } from './choose-source.tsx';
import { Collections } from './collections.tsx';
import { Imports } from './imports.tsx';
import { KnownSources } from './known-sources.tsx';
import { StoragePanel } from './storage-panel.tsx';

interface Adding {
  readonly files: readonly File[];
  readonly dataset: string | null;
}

/** What is held and what is being brought in. Files may be dropped anywhere on it. */
export function Library() {
  const [adding, setAdding] = useState<Adding | null>(null);
  const [over, setOver] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const restored = useHub((state) => state.restored);
  const alone = useHub((state) => state.restored && state.shards.length <= 1 && state.imports.length === 0);
  const add = (part: Partial<Adding>) => setAdding({ files: [], dataset: null, ...part });
  return (
    <div
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        // The box of the empty library takes its own.
        if (event.defaultPrevented) return;
        event.preventDefault();
        const files = [...event.dataTransfer.files];
        if (files.length > 0 && restored) add({ files });
      }}
      className={cx(
        'mt-4 grid gap-x-10 gap-y-8 rounded-small full:grid-cols-[minmax(0,1fr)_17rem]',
        over && 'bg-accent-wash',
      )}
    >
      <div className="grid min-w-0 content-start gap-8">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button ref={button} look="primary" disabled={!restored} onClick={() => add({})}>
            <PlusIcon /> Add personas
          </Button>
          <p className="text-small text-soft">From files, an address or the data hub; or drop files anywhere here.</p>
        </div>
        <HubTrouble />
        <Imports />
        <Collections />
        {alone && <Bring onFiles={(files) => add({ files })} onDataset={(dataset) => add({ dataset })} />}
      </div>
      <StoragePanel />
      {adding && <AddDialog {...adding} returnTo={button} onClose={() => setAdding(null)} />}
    </div>
  );
}

/** Why what is held could not be read. */
function HubTrouble() {
  const fault = useHub((state) => state.fault);
  const [dismissed, setDismissed] = useState<unknown>(null);
  if (!fault || fault === dismissed) return null;
  return (
    <Notice tone="bad" title={fault.message} onDismiss={() => setDismissed(fault)}>
      {fault.hint}
    </Notice>
  );
}

interface BringProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly onDataset: (dataset: string) => void;
}

/** For a library that holds nothing of the user's yet: what can be brought. */
function Bring({ onFiles, onDataset }: BringProps) {
  return (
    <section aria-labelledby="bring-title" className="grid min-w-0 gap-4">
      <div>
        <h2 id="bring-title" className="text-title font-semibold">
          Bring your own, up to a million and more
        </h2>
        <p className="max-w-prose text-ui text-soft">
          The starter personas come with the app. Larger collections are yours to bring: they are read and kept in this
          browser only, and nothing is sent anywhere. Each has its own licence.
        </p>
      </div>
      <FileDrop
        title="Files from this device"
        text="JSONL, JSON, CSV, TSV, plain lines or Parquet, also compressed. You see the first rows before anything is kept."
        label="Persona files"
        accept={acceptedFiles}
        multiple
        onFiles={onFiles}
      />
      <section aria-labelledby="known-title">
        <h3 id="known-title" className="sr-only">
          Known collections
        </h3>
        <KnownSources onDataset={onDataset} />
      </section>
    </section>
  );
}

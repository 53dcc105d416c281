'use client';

import { type SyntheticEvent, useState } from 'react';
import { HUB_HOST } from '../../../lib/catalogue/hub-address.ts';
import { Button } from '../../ui/button.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { parseDatasetAddress } from './dataset-address.ts';
import { KnownSources } from './known-sources.tsx';
import { parseSourceUrl } from './source-url.ts';

/** For the chooser; what is inside a file is for the importer to judge. */
export const acceptedFiles = '.jsonl,.ndjson,.json,.csv,.tsv,.txt,.parquet,.gz,.zst';

interface ChooseSourceProps {
  readonly busy: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onUrl: (url: string) => void;
  /** `path` is a file or folder that the address named, or empty. */
  readonly onDataset: (dataset: string, revision: string, path: string) => void;
}

/** Three ways to bring personas. Servers are asked only by the buttons that say so. */
export function ChooseSource({ busy, onFiles, onUrl, onDataset }: ChooseSourceProps) {
  return (
    <>
      <FileDrop
        title="From files"
        text="Drop or choose one file or several with the same fields: JSONL, JSON, CSV, TSV, plain lines or Parquet; also .gz and .zst."
        label="Persona files"
        accept={acceptedFiles}
        multiple
        disabled={busy}
        onFiles={onFiles}
      />
      <DatasetForm busy={busy} onDataset={onDataset} />
      <UrlForm busy={busy} onUrl={onUrl} />
      <details>
        <summary className="min-h-6 text-ui font-semibold">What people bring, and under which licence</summary>
        <div className="pt-2">
          <KnownSources onDataset={busy ? null : (dataset) => onDataset(dataset, 'main', '')} />
        </div>
      </details>
    </>
  );
}

function DatasetForm({ busy, onDataset }: Pick<ChooseSourceProps, 'busy' | 'onDataset'>) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const address = parseDatasetAddress(text);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (address.ok) onDataset(address.dataset, address.revision, address.path);
    else setProblem(address.reason);
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-x-3">
      <TextField
        label={`From a data set on the hub (${HUB_HOST})`}
        value={text}
        onChange={(next) => {
          setText(next);
          setProblem(null);
        }}
        placeholder="owner/name"
        inputMode="url"
        hint="Lists its files with their sizes first; you tick what is downloaded. No key is sent."
        problem={problem}
        className="min-w-56 flex-1"
      />
      <Button type="submit" disabled={busy} className="mt-5.5">
        List files
      </Button>
    </form>
  );
}

function UrlForm({ busy, onUrl }: Pick<ChooseSourceProps, 'busy' | 'onUrl'>) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const address = parseSourceUrl(text);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (address.ok) onUrl(address.url);
    else setProblem(address.reason);
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-x-3">
      <TextField
        label="From an address"
        value={text}
        onChange={(next) => {
          setText(next);
          setProblem(null);
        }}
        placeholder="https://…/personas.jsonl"
        inputMode="url"
        hint={
          address.ok
            ? `${address.host} is asked when you press the button, and then sees your network address.`
            : 'Works where the server allows other pages to read it (CORS).'
        }
        problem={problem}
        className="min-w-56 flex-1"
      />
      <Button type="submit" disabled={busy} className="mt-5.5">
        Look at it
      </Button>
    </form>
  );
}

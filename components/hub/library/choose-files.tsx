'use client';

import { useState } from 'react';
import { HUB_HOST } from '../../../lib/catalogue/hub-address.ts';
import { useHub } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { formatBytes, plural } from '../../ui/format.ts';

export interface DatasetFiles {
  readonly dataset: string;
  readonly revision: string;
  /** A file or folder that the address named; what is not in it is left out. Empty for all. */
  readonly path: string;
  readonly files: readonly { readonly path: string; readonly bytes: number | null }[];
}

interface ChooseFilesProps {
  readonly listing: DatasetFiles;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onChosen: (paths: readonly string[]) => void;
}

/** Which files of a data set, with what they weigh; nothing is downloaded by ticking. */
export function ChooseFiles({ listing, busy, onBack, onChosen }: ChooseFilesProps) {
  const { dataset, revision, path } = listing;
  const files = listing.files.filter((file) => path === '' || file.path === path || file.path.startsWith(`${path}/`));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(files.length === 1 ? [files[0]?.path ?? ''] : []),
  );
  const ticked = files.filter((file) => chosen.has(file.path));
  const bytes = ticked.reduce<number | null>(
    (sum, file) => (sum === null || file.bytes === null ? null : sum + file.bytes),
    0,
  );
  const free = useHub(({ usedBytes, quotaBytes }) =>
    usedBytes === null || quotaBytes === null ? null : quotaBytes - usedBytes,
  );
  const toggle = (file: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(file);
    else next.delete(file);
    setChosen(next);
  };
  return (
    <>
      <p className="text-ui">
        <strong className="font-semibold break-words">{dataset}</strong>
        {revision !== 'main' && ` at ${revision}`}: {plural(files.length, 'data file')}
        {path !== '' && ` in ${path}`}. Files that you take together must have the same fields.
      </p>
      {files.length === 0 ? (
        <p className="text-ui text-soft">No file here has a format that can be read.</p>
      ) : (
        <fieldset disabled={busy} className="min-w-0">
          <legend className="sr-only">Files</legend>
          <ul className="max-h-80 overflow-y-auto rounded-small border border-line">
            {files.map((file) => (
              <li key={file.path} className="flex items-center gap-3 border-b border-line px-3 py-0.5 last:border-b-0">
                <CheckField
                  label={<span className="break-all">{file.path}</span>}
                  checked={chosen.has(file.path)}
                  onChange={(on) => toggle(file.path, on)}
                  className="min-w-0 flex-1"
                />
                <span className="text-small whitespace-nowrap text-soft tabular-nums">
                  {file.bytes === null ? 'size unknown' : formatBytes(file.bytes)}
                </span>
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      <p role="status" className="min-h-5 text-small text-soft tabular-nums">
        {ticked.length > 0 && (
          <>
            {plural(ticked.length, 'file')}, {bytes === null ? 'of unknown size' : formatBytes(bytes)}, would be
            downloaded from {HUB_HOST} by the import
            {free !== null && `; ${formatBytes(Math.max(0, free))} are free here`}. The next step reads their first rows
            only.
          </>
        )}
      </p>
      <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-3">
        <Button onClick={onBack}>Back</Button>
        <Button
          look="primary"
          disabled={busy || ticked.length === 0}
          onClick={() => onChosen(ticked.map((file) => file.path))}
        >
          Read the first rows
        </Button>
      </div>
    </>
  );
}

'use client';

import { type SyntheticEvent, useState } from 'react';
import type { FileShape, ImportPlan, ImportPreview } from '../../providers/hub.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatCount, plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { licenceWords } from '../licences.ts';
import { rejectWords } from '../words.ts';
import { FieldMapping } from './field-mapping.tsx';
import { guessedUses, mappingOf } from './field-uses.ts';
import { FirstRows } from './first-rows.tsx';
import { OriginFields } from './origin-fields.tsx';
import { ShapeFields } from './shape-fields.tsx';

interface PreviewFormProps {
  readonly preview: ImportPreview;
  readonly busy: boolean;
  /** Reads the first rows again, as this. */
  readonly onShape: (shape: Partial<FileShape>) => void;
  readonly onBack: () => void;
  readonly onStart: (plan: ImportPlan) => void;
}

/** What the first rows show, and what becomes of them; every guess can be corrected before anything is kept. */
export function PreviewForm({ preview, busy, onShape, onBack, onStart }: PreviewFormProps) {
  const [mapped, setMapped] = useState(() => ({ preview, uses: guessedUses(preview) }));
  // Read as another format it has other fields; name and licence stay as they were typed.
  if (mapped.preview !== preview) setMapped({ preview, uses: guessedUses(preview) });
  const { uses } = mapped;
  const [origin, setOrigin] = useState({ name: preview.name, source: preview.source, licence: preview.licence });
  const [tried, setTried] = useState(false);
  const mapping = mappingOf(uses, preview.mapping);
  const missing = mapping.text === '' ? 'Say which field is the persona’s text.' : null;
  const unnamed = origin.name.trim() === '' ? 'Give it a name.' : null;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing !== null || unnamed !== null) return;
    const { name, source, licence } = origin;
    onStart({ shape: preview.shape, mapping, name: name.trim(), source: source.trim(), licence: licence.trim() });
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <div>
        <Recognised preview={preview} />
        <ShapeFields shape={preview.shape} onShape={onShape} />
      </div>
      <FieldMapping
        fields={preview.fields}
        rows={preview.rows.length}
        uses={uses}
        folded={preview.schema !== null}
        onUses={(next) => setMapped({ preview, uses: next })}
      />
      <FirstRows rows={preview.rows} uses={uses} />
      <Rejected preview={preview} />
      <OriginFields origin={origin} problem={tried ? unnamed : null} onChange={setOrigin} />
      <Space preview={preview} />
      <div className="sticky -bottom-4 -mx-5 -mb-4 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-sheet px-5 py-3">
        <p role="alert" className="min-w-0 flex-1 text-ui text-bad">
          {tried ? missing : null}
        </p>
        <Button onClick={onBack}>Back</Button>
        <Button type="submit" look="primary" disabled={busy}>
          Import
          {preview.estimatedRows !== null && ` about ${formatCount(rounded(preview.estimatedRows))} rows`}
        </Button>
      </div>
    </form>
  );
}

function Recognised({ preview: { files, schema, mapping, licence } }: Pick<PreviewFormProps, 'preview'>) {
  const [first] = files;
  const bytes = files.reduce<number | null>(
    (sum, file) => (sum === null || file.bytes === null ? null : sum + file.bytes),
    0,
  );
  return (
    <>
      <p className="text-ui">
        <span className="font-semibold break-words">
          {files.length === 1 && first ? first.name : plural(files.length, 'file')}
        </span>
        {bytes !== null && <span className="text-soft">, {formatBytes(bytes)}</span>}
      </p>
      <p className="text-ui text-soft">
        {schema !== null ? (
          <>
            Recognised: <span className="font-semibold text-ink">{schema}</span>
            {licence === '' ? '.' : `, ${licence}.`} Nothing needs to be set.{' '}
            {licenceWords(licence).nonCommercial && <Badge tone="warn">non-commercial</Badge>}
          </>
        ) : mapping.text === '' ? (
          'These fields are not known here: say below which one is the persona’s text.'
        ) : (
          'These fields are not known here. What is set below is a guess: check it.'
        )}
      </p>
    </>
  );
}

/** Rows of the preview that could not be read: the import leaves such rows out and counts them. */
function Rejected({ preview: { rejected } }: Pick<PreviewFormProps, 'preview'>) {
  if (rejected.length === 0) return null;
  return (
    <section aria-labelledby="rejected-title" className="min-w-0">
      <h3 id="rejected-title" className="text-ui font-semibold">
        {plural(rejected.length, 'row')} among the first that cannot be read
      </h3>
      <p className="text-small text-soft">
        They are left out and counted; the rest goes in. You can download them later.
      </p>
      <ul className="mt-1 max-h-32 overflow-y-auto text-small">
        {rejected.map(({ file, line, reason, excerpt }) => (
          <li key={`${file} ${line}`} className="flex gap-3 py-0.5">
            <span className="shrink-0 tabular-nums">line {formatCount(line)}</span>
            <span className="shrink-0">{rejectWords[reason]}</span>
            <span className="min-w-0 truncate font-mono text-soft">{excerpt}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Space({ preview: { neededBytes, freeBytes } }: Pick<PreviewFormProps, 'preview'>) {
  const words = (bytes: number | null) => (bytes === null ? 'an unknown amount' : formatBytes(bytes));
  if (neededBytes !== null && freeBytes !== null && neededBytes > freeBytes)
    return (
      <Notice tone="warn" title={`This needs about ${words(neededBytes)}; ${words(freeBytes)} are free for this site.`}>
        What fits is kept, and the import then waits until you free space.
      </Notice>
    );
  return (
    <p className="text-small text-soft tabular-nums">
      Takes about {words(neededBytes)} of this browser’s storage; {words(freeBytes)} free for this site.
    </p>
  );
}

/** Two digits: it is an estimate. */
function rounded(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return Math.round(count / unit) * unit;
}

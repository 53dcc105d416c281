'use client';

import type { FileFormat, FileShape, TextEncodingName } from '../../providers/hub.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';

const formats: readonly { readonly value: FileFormat; readonly label: string }[] = [
  { value: 'jsonl', label: 'JSONL: an object a line' },
  { value: 'json', label: 'JSON array' },
  { value: 'csv', label: 'CSV: commas' },
  { value: 'tsv', label: 'TSV: tabs' },
  { value: 'lines', label: 'plain lines' },
  { value: 'parquet', label: 'Parquet' },
];
const encodings: readonly { readonly value: TextEncodingName; readonly label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
];

interface ShapeFieldsProps {
  readonly shape: FileShape;
  readonly onShape: (shape: Partial<FileShape>) => void;
}

/** How the bytes are read; a change reads the first rows again. */
export function ShapeFields({ shape, onShape }: ShapeFieldsProps) {
  const tabular = shape.format === 'csv' || shape.format === 'tsv';
  return (
    <fieldset className="mt-2 min-w-0">
      <legend className="sr-only">How it is read</legend>
      <div className="grid grid-cols-2 items-end gap-x-3 gap-y-1 wide:grid-cols-[14rem_10rem_1fr]">
        <SelectField label="Format" value={shape.format} options={formats} onChange={(format) => onShape({ format })} />
        {shape.format !== 'parquet' && (
          <SelectField
            label="Encoding"
            value={shape.encoding}
            options={encodings}
            onChange={(encoding) => onShape({ encoding })}
          />
        )}
        {tabular && (
          <CheckField
            label="The first line names the columns"
            checked={shape.header}
            onChange={(header) => onShape({ header })}
            className="max-wide:col-span-2"
          />
        )}
        {shape.compression !== 'none' && (
          <p className="min-h-8 text-small text-soft">Compressed with {shape.compression}.</p>
        )}
      </div>
    </fieldset>
  );
}

'use client';

import { type LabelName, labelNames } from '../../../lib/model/persona.ts';
import type { ColumnKind } from '../../../lib/model/shard.ts';
import type { FieldPreview } from '../../providers/hub.tsx';
import { plural } from '../../ui/format.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { columnKindWords, labelTitles } from '../words.ts';
import { type FieldUse, withUse } from './field-uses.ts';

const useOptions: readonly { readonly value: FieldUse['use']; readonly label: string }[] = [
  { value: 'text', label: 'persona text' },
  { value: 'attribute', label: 'attribute' },
  { value: 'none', label: 'left out' },
];
const kindOptions = (Object.keys(columnKindWords) as ColumnKind[]).map((value) => ({
  value,
  label: columnKindWords[value],
}));
const roleOptions: readonly { readonly value: LabelName | ''; readonly label: string }[] = [
  { value: '', label: 'something else' },
  ...labelNames.map((value) => ({ value, label: labelTitles[value] })),
];

interface FieldMappingProps {
  readonly fields: readonly FieldPreview[];
  /** Rows read for the preview. */
  readonly rows: number;
  readonly uses: readonly FieldUse[];
  /** A known schema needs no looking into. */
  readonly folded: boolean;
  readonly onUses: (uses: readonly FieldUse[]) => void;
}

/** Which field is the persona, which come along as attributes, and what an attribute says of the person. */
export function FieldMapping({ fields, rows, uses, folded, onUses }: FieldMappingProps) {
  const attributes = uses.filter(({ use }) => use === 'attribute').length;
  const text = uses.find(({ use }) => use === 'text')?.field;
  return (
    <details open={!folded}>
      <summary className="min-h-6 text-ui font-semibold">
        Fields
        <span className="font-normal text-soft">
          {' '}
          ({text === undefined ? 'no text chosen' : `text: ${text}`}; {plural(attributes, 'attribute')})
        </span>
      </summary>
      <ul className="mt-1 rounded-small border border-line">
        {uses.map((use, index) => (
          <FieldRow
            key={use.field}
            preview={fields[index]}
            rows={rows}
            use={use}
            onUse={(changed) => onUses(withUse(uses, changed))}
          />
        ))}
      </ul>
    </details>
  );
}

interface FieldRowProps {
  readonly preview: FieldPreview | undefined;
  readonly rows: number;
  readonly use: FieldUse;
  readonly onUse: (use: FieldUse) => void;
}

function FieldRow({ preview, rows, use, onUse }: FieldRowProps) {
  return (
    <li className="border-b border-line px-3 py-2 last:border-b-0">
      <fieldset className="grid min-w-0 gap-x-3 gap-y-1 wide:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
        <legend className="sr-only">{use.field}</legend>
        <div className="min-w-0">
          <p className="text-ui font-semibold break-words">{use.field}</p>
          <p className="line-clamp-2 text-small break-words text-soft">
            {preview && preview.present < rows && `in ${preview.present} of ${rows} rows; `}
            {preview?.samples.join(' · ')}
          </p>
        </div>
        <div className="grid grid-cols-2 gap-2 wide:grid-cols-3">
          <SelectField
            label="Becomes"
            value={use.use}
            options={useOptions}
            onChange={(next) => onUse({ ...use, use: next })}
            className="max-wide:col-span-2"
          />
          {use.use === 'attribute' && (
            <>
              <SelectField
                label="Kept as"
                value={use.kind}
                options={kindOptions}
                onChange={(kind) => onUse({ ...use, kind })}
              />
              <SelectField
                label="Says"
                value={use.role ?? ''}
                options={roleOptions}
                onChange={(role) => onUse({ ...use, role: role === '' ? null : role })}
              />
            </>
          )}
        </div>
      </fieldset>
    </li>
  );
}

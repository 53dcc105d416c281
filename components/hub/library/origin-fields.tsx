'use client';

import { useId } from 'react';
import { TextField } from '../../ui/text-field.tsx';
import { commonLicences, licenceWords } from '../licences.ts';

export interface Origin {
  readonly name: string;
  readonly source: string;
  readonly licence: string;
}

interface OriginFieldsProps {
  readonly origin: Origin;
  /** What is wrong with the name. */
  readonly problem: string | null;
  readonly onChange: (origin: Origin) => void;
}

/** What a collection is called, where it comes from and what may be done with it: shown wherever a persona is used. */
export function OriginFields({ origin, problem, onChange }: OriginFieldsProps) {
  const list = useId();
  const { nonCommercial, note } = licenceWords(origin.licence);
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">Name, source and licence</legend>
      <div className="grid gap-x-3 gap-y-1 wide:grid-cols-2">
        <TextField
          label="Name"
          value={origin.name}
          onChange={(name) => onChange({ ...origin, name })}
          hint="What you call it here."
          problem={problem}
        />
        <TextField
          label="Source"
          value={origin.source}
          onChange={(source) => onChange({ ...origin, source })}
          hint="Who made it, or where it was found."
        />
        <TextField
          label="Licence"
          list={list}
          value={origin.licence}
          onChange={(licence) => onChange({ ...origin, licence })}
          hint={
            <span className={nonCommercial ? 'font-semibold text-warn' : undefined}>
              {note ?? 'Shown wherever these personas are used, and written into exports.'}
            </span>
          }
          className="wide:col-span-2"
        />
      </div>
      <datalist id={list}>
        {commonLicences.map((licence) => (
          <option key={licence} value={licence} />
        ))}
      </datalist>
    </fieldset>
  );
}

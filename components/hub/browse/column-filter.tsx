'use client';

import { type SubmitEvent, useState } from 'react';
import type { HubQuery } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useShards } from '../use-shards.ts';
import { toggleValue, valuesOf } from './filters.ts';

interface ColumnFilterProps {
  readonly query: HubQuery;
  readonly onQuery: (query: HubQuery) => void;
}

/** By an attribute that came with the personas: its value as the file has it. Shown when any shard has attributes. */
export function ColumnFilter({ query, onQuery }: ColumnFilterProps) {
  const { shards } = useShards();
  const names = [
    ...new Set(
      shards
        .filter(({ info }) => query.shards === null || query.shards.includes(info.id))
        .flatMap(({ info }) => info.columns.map(({ name }) => name)),
    ),
  ];
  const [column, setColumn] = useState('');
  const [text, setText] = useState('');
  const [unknown, setUnknown] = useState(false);
  const name = names.includes(column) ? column : names[0];
  if (name === undefined) return null;
  const value = unknown ? null : text.trim();
  const given = value !== '' && !valuesOf(query.filters, 'column', name).includes(value);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!given) return;
    onQuery({ ...query, filters: toggleValue(query.filters, 'column', name, value) });
    setText('');
  };
  return (
    <form onSubmit={submit} className="pt-1.5">
      <h3 className="min-h-8 text-ui leading-8 font-semibold">Attribute</h3>
      <SelectField
        label="Column"
        value={name}
        options={names.map((each) => ({ value: each, label: each }))}
        onChange={setColumn}
      />
      <div className="mt-1 flex items-end gap-2">
        <TextField label="Is" value={text} disabled={unknown} onChange={setText} className="flex-1" />
        <Button type="submit" className="min-h-8.5" disabled={!given}>
          Add
        </Button>
      </div>
      <CheckField label="not given" checked={unknown} onChange={setUnknown} />
    </form>
  );
}

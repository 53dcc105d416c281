'use client';

import { type SubmitEvent, useId, useState } from 'react';
import { formatCount } from '../../ui/format.ts';
import { Button } from '../../ui/button.tsx';

/** Straight to any row, counted from 1 as people do. */
export function GoToRow({ total, onGo }: { total: number; onGo: (row: number) => void }) {
  const id = useId();
  const [text, setText] = useState('');
  const row = Number(text.replace(/[\s,.]/g, ''));
  const valid = text.trim() !== '' && Number.isInteger(row) && row >= 1 && row <= total;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (valid) onGo(row - 1);
  };
  return (
    <form onSubmit={submit} className="flex items-center gap-1.5">
      <label htmlFor={id} className="text-small text-soft">
        Row
      </label>
      <input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        placeholder={total > 0 ? `1 to ${formatCount(total)}` : ''}
        aria-invalid={text.trim() !== '' && !valid}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="field h-8 w-32 px-2 text-ui tabular-nums"
      />
      <Button type="submit" disabled={!valid}>
        Go
      </Button>
    </form>
  );
}

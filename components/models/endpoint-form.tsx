'use client';

import { type SyntheticEvent, useState } from 'react';
import { readEndpointUrl } from '../../lib/catalogue/endpoint-url.ts';
import { type Fault, faultOf } from '../../lib/model/fault.ts';
import type { EndpointDraft, EndpointView } from '../providers/models.tsx';
import { Button } from '../ui/button.tsx';
import { CheckField } from '../ui/check-field.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { TextField } from '../ui/text-field.tsx';

const PARALLEL = { min: 1, max: 16, step: 1 };
const DEFAULT_PARALLEL = 4;

interface EndpointFormProps {
  /** What is changed; null for a new one. */
  readonly endpoint: EndpointView | null;
  readonly onSave: (draft: EndpointDraft) => Promise<Fault | null>;
  readonly onDone: () => void;
}

/** A server's address, key and pace, all typed by hand. A key that was given is never shown again. */
export function EndpointForm({ endpoint, onSave, onDone }: EndpointFormProps) {
  const [name, setName] = useState(endpoint?.name ?? '');
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [key, setKey] = useState('');
  const [keepKey, setKeepKey] = useState(endpoint?.keyKept ?? false);
  const [parallel, setParallel] = useState(endpoint?.parallel ?? DEFAULT_PARALLEL);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const read = readEndpointUrl(url);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!read.ok) {
      setProblem(read.reason);
      return;
    }
    setBusy(true);
    const host = new URL(read.url).host;
    onSave({ name: name.trim() || host, url: read.url, key, keepKey, parallel }).then(
      (fault) => {
        setBusy(false);
        if (fault) setProblem(`${fault.message} ${fault.hint}`);
        else onDone();
      },
      (error: unknown) => {
        setBusy(false);
        setProblem(faultOf(error).message);
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-x-4 gap-y-1 wide:grid-cols-2">
      <TextField
        label="Address"
        value={url}
        onChange={(next) => {
          setUrl(next);
          setProblem(null);
        }}
        placeholder="http://localhost:11434/v1/"
        inputMode="url"
        hint={read.ok ? (read.warning ?? `Prompts go to ${read.origin} and nowhere else.`) : 'As its documentation gives it.'}
        problem={problem}
      />
      <TextField label="Name" value={name} onChange={setName} placeholder="My server" hint="For you; empty takes the host." />
      <TextField
        label="Key"
        type="password"
        value={key}
        onChange={setKey}
        autoComplete="new-password"
        hint={
          endpoint?.hasKey === true
            ? 'A key is set. Leave this empty to keep it while the address stays the same.'
            : 'If the server wants one. It is sent to this address only, and never shown again.'
        }
      />
      <NumberField
        label="Requests at a time"
        value={parallel}
        range={PARALLEL}
        initial={DEFAULT_PARALLEL}
        onChange={setParallel}
        hint="More is faster where the server writes several answers together."
      />
      <CheckField
        label="Keep the key in this browser (otherwise it is forgotten when the tab closes)"
        checked={keepKey}
        onChange={setKeepKey}
        className="wide:col-span-2"
      />
      <div className="mt-1 flex gap-2 wide:col-span-2">
        <Button type="submit" look="primary" disabled={busy}>
          {endpoint ? 'Save' : 'Add server'}
        </Button>
        {endpoint && (
          <Button look="plain" onClick={onDone}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}

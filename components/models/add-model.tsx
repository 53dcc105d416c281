'use client';

import { type SyntheticEvent, useState } from 'react';
import { HUB_HOST, parseHubAddress } from '../../lib/catalogue/hub-address.ts';
import { faultOf } from '../../lib/model/fault.ts';
import { useModelsActions } from '../providers/models.tsx';
import { Button } from '../ui/button.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { formatBytes, plural } from '../ui/format.ts';
import { TextField } from '../ui/text-field.tsx';

/** Models of the user's own: files from this device, or an address on the hub. */
export function AddModel() {
  return (
    <section aria-labelledby="add-title" className="min-w-0">
      <h2 id="add-title" className="text-title font-semibold">
        Add your own
      </h2>
      <div className="mt-2 grid gap-4">
        <AddFiles />
        <AddFromHub />
      </div>
    </section>
  );
}

function AddFiles() {
  const actions = useModelsActions();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [added, setAdded] = useState<string | null>(null);
  const take = (files: readonly File[]) => {
    setBusy(true);
    setProblem(null);
    setAdded(null);
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    actions
      .addFiles(files)
      .then(
        (fault) => {
          if (fault) setProblem(`${fault.message} ${fault.hint}`);
          else setAdded(`Added ${plural(files.length, 'file')}, ${formatBytes(bytes)}. It is in the list above.`);
        },
        (error: unknown) => setProblem(faultOf(error).message),
      )
      .finally(() => setBusy(false));
  };
  return (
    <div>
      <FileDrop
        title="From files"
        text="Drop or choose a GGUF file (all parts of a split one), or an ONNX export: config.json, tokenizer.json, one .onnx and its data. They are read and kept in this browser only."
        label="Model files"
        accept=".gguf,.onnx,.onnx_data,.json,.data"
        multiple
        disabled={busy}
        problem={problem}
        onFiles={take}
      />
      <p role="status" className="mt-1 min-h-5 text-small text-soft">
        {busy ? 'Reading the files…' : added}
      </p>
    </div>
  );
}

function AddFromHub() {
  const actions = useModelsActions();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [added, setAdded] = useState(false);
  const address = parseHubAddress(text);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!address.ok) {
      setProblem(address.reason);
      return;
    }
    setBusy(true);
    actions
      .addFromHub(text.trim())
      .then(
        (fault) => {
          setProblem(fault ? `${fault.message} ${fault.hint}` : null);
          setAdded(!fault);
          if (!fault) setText('');
        },
        (error: unknown) => setProblem(faultOf(error).message),
      )
      .finally(() => setBusy(false));
  };
  const what = address.ok
    ? `${address.path ?? 'The ONNX export'} of ${address.repository} is put in the list above. ${HUB_HOST} is asked when you press its buttons there, and then sees your address.`
    : added
      ? 'Added. It is in the list above.'
      : 'Nothing is fetched by adding it. Only what the hub gives to anyone: no key is sent.';
  return (
    <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-x-3">
      <TextField
        label={`From the model hub (${HUB_HOST})`}
        value={text}
        onChange={(next) => {
          setText(next);
          setProblem(null);
          setAdded(false);
        }}
        placeholder="owner/repository/file.gguf"
        inputMode="url"
        hint={what}
        problem={problem}
        className="min-w-56 flex-1"
      />
      <Button type="submit" disabled={busy} className="mt-5.5">
        {busy ? 'Adding…' : 'Add'}
      </Button>
    </form>
  );
}

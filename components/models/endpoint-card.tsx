'use client';

import { type SyntheticEvent, useId, useState } from 'react';
import { type EndpointView, useModels, useModelsActions } from '../providers/models.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { plural } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { EndpointForm } from './endpoint-form.tsx';

/** A server that the user named: what it offers, and how to take a model of it. */
export function EndpointCard({ endpoint }: { endpoint: EndpointView }) {
  const actions = useModelsActions();
  const [changing, setChanging] = useState(false);
  const { id, name, url, hasKey, keyKept, parallel, models, looking, fault } = endpoint;
  const key = hasKey ? (keyKept ? 'key kept in this browser' : 'key until the tab closes') : 'no key';
  return (
    <li className="min-w-0 rounded-box border border-line bg-sheet px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <div className="min-w-48 flex-1">
          <h3 className="text-ui font-semibold break-words">{name}</h3>
          <p className="text-small text-soft">
            <span className="font-mono break-all">{url}</span> · {key} · {plural(parallel, 'request')} at a time
          </p>
        </div>
        <Button disabled={looking} onClick={() => actions.lookAtEndpoint(id)}>
          {looking ? 'Asking…' : 'Ask for its models'}
        </Button>
        <Button look="plain" aria-expanded={changing} onClick={() => setChanging(!changing)}>
          Change
        </Button>
        <ConfirmButton
          label="Remove"
          question={`Remove ${name}${hasKey ? ' and its key' : ''}?`}
          confirm="Remove"
          onConfirm={() => actions.removeEndpoint(id)}
        />
      </div>
      <div className="mt-2 grid gap-2">
        {fault && (
          <Notice tone="bad" title={fault.message}>
            {fault.hint}
          </Notice>
        )}
        {changing ? (
          <EndpointForm
            endpoint={endpoint}
            onSave={(draft) => actions.changeEndpoint(id, draft)}
            onDone={() => setChanging(false)}
          />
        ) : (
          <PickModel id={id} models={models} />
        )}
      </div>
    </li>
  );
}

/** One of the server's list, or any name typed: some servers list nothing, or load a model when it is first named. */
function PickModel({ id, models }: { id: string; models: readonly string[] }) {
  const actions = useModelsActions();
  const list = useId();
  const [typed, setTyped] = useState('');
  const added = useModels((state) =>
    state.entries.filter(({ source }) => source.kind === 'endpoint' && source.endpoint === id).length,
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const model = typed.trim();
    if (model === '') return;
    actions.addEndpointModel(id, model);
    setTyped('');
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-x-3 gap-y-1.5">
      <div className="min-w-48 flex-1">
        <label htmlFor={`${list}-field`} className="block text-small text-soft">
          {models.length > 0 ? `Model: one of the ${models.length} it lists, or another name` : 'Model, as the server names it'}
        </label>
        <input
          id={`${list}-field`}
          list={list}
          type="text"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="field h-8.5 w-full px-2 text-ui"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <datalist id={list}>
          {models.map((model) => (
            <option key={model} value={model} />
          ))}
        </datalist>
      </div>
      <Button type="submit" disabled={typed.trim() === ''}>
        Add model
      </Button>
      <p role="status" className="text-small text-soft tabular-nums">
        {plural(added, 'model')} of this server in the list above
      </p>
    </form>
  );
}

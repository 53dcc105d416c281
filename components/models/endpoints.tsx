'use client';

import { useState } from 'react';
import { useModels, useModelsActions } from '../providers/models.tsx';
import { EndpointCard } from './endpoint-card.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { EndpointHelp } from './endpoint-help.tsx';

/** Servers with the OpenAI-compatible interface. The one thing on these screens that sends prompts out of the tab. */
export function Endpoints() {
  const endpoints = useModels((state) => state.endpoints);
  const actions = useModelsActions();
  // A fresh form for the next server: nothing typed for one is left for another.
  const [round, setRound] = useState(0);
  return (
    <section aria-labelledby="servers-title" className="min-w-0">
      <h2 id="servers-title" className="text-title font-semibold">
        Servers
      </h2>
      <p className="max-w-prose text-ui text-soft">
        Ollama, LM Studio, llama.cpp, vLLM or a hosted one with the same interface. Prompts and answers of its models go to
        the address that you type, and only there.
      </p>
      <div className="mt-3 grid gap-3">
        {endpoints.length > 0 && (
          <ul className="grid gap-3">
            {endpoints.map((endpoint) => (
              <EndpointCard key={endpoint.id} endpoint={endpoint} />
            ))}
          </ul>
        )}
        <details key={round} className="text-ui">
          <summary className="inline-block rounded-small py-1 text-accent underline underline-offset-3">
            {endpoints.length === 0 ? 'Add a server' : 'Add another server'}
          </summary>
          <div className="mt-2">
            <EndpointForm
              endpoint={null}
              onSave={(draft) => actions.addEndpoint(draft)}
              onDone={() => setRound(round + 1)}
            />
          </div>
        </details>
        <EndpointHelp />
      </div>
    </section>
  );
}

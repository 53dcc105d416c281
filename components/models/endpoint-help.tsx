'use client';

import { useSyncExternalStore } from 'react';

const nothing = () => () => undefined;

/** How the usual servers are told to answer a page: each has a switch of its own for it. */
export function EndpointHelp() {
  const origin = useSyncExternalStore(
    nothing,
    () => location.origin,
    () => 'this page’s address',
  );
  const servers = [
    { name: 'Ollama', address: 'http://localhost:11434/v1/', start: `OLLAMA_ORIGINS=${origin} ollama serve` },
    { name: 'LM Studio', address: 'http://localhost:1234/v1/', start: 'Developer › Server settings › Enable CORS' },
    { name: 'llama.cpp', address: 'http://localhost:8080/v1/', start: 'llama-server -m model.gguf (allows any page)' },
    {
      name: 'vLLM',
      address: 'http://localhost:8000/v1/',
      start: `vllm serve MODEL --allowed-origins '["${origin}"]'`,
    },
  ];
  return (
    <details className="text-ui">
      <summary className="inline-block rounded-small py-1 text-accent underline underline-offset-3">
        If the server does not answer
      </summary>
      <div className="mt-1 grid gap-2 text-soft">
        <p>
          A browser lets a page read a server’s answers only if the server allows that page (CORS), and does not tell the
          page whether it was refused or not there. Allow {origin}:
        </p>
        <dl className="grid gap-1.5">
          {servers.map(({ name, address, start }) => (
            <div key={name}>
              <dt>
                <span className="font-semibold text-ink">{name}</span>, usually{' '}
                <code className="font-mono text-small break-all">{address}</code>
              </dt>
              <dd>
                <code className="font-mono text-small break-all">{start}</code>
              </dd>
            </div>
          ))}
        </dl>
        <p>
          Chrome also asks you once whether this site may reach your local network or this device: say yes, or allow it
          under the site settings beside the address. A page on https reaches http servers on localhost only; Safari not
          even those.
        </p>
      </div>
    </details>
  );
}

'use client';

import { useHub } from '../../providers/hub.tsx';
import { ImportCard } from './import-card.tsx';
import { importState } from './import-words.ts';

/** What is being read, what waits for the user, and what ended just now. */
export function Imports() {
  const imports = useHub((state) => state.imports);
  return (
    <>
      {/* The states alone are announced, not each step of the counts. */}
      <p role="status" className="sr-only">
        {imports.map((view) => `${view.name}: ${importState(view)[0]}.`).join(' ')}
      </p>
      {imports.length > 0 && (
        <section aria-labelledby="imports-title" className="min-w-0">
          <h2 id="imports-title" className="text-title font-semibold">
            Imports
          </h2>
          <ul className="mt-2 grid gap-3">
            {imports.map((view) => (
              <ImportCard key={view.shard} view={view} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

'use client';

import { useState } from 'react';
import { eraseAndReload } from '../providers/privacy.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';

/** Where data lies in this browser, and the way to remove all of it. */
export function KeptHere() {
  const [failed, setFailed] = useState(false);
  return (
    <section aria-labelledby="ledger-kept" className="text-ui">
      <h3 id="ledger-kept" className="text-read font-semibold">
        What is kept in this browser
      </h3>
      <ul className="mt-1 list-disc ps-5 text-soft">
        <li>
          Runs and experiments with their answers, personas, sets, settings and vectors: in this site’s database
          (IndexedDB).
        </li>
        <li>Model files and copies of collections: in this site’s private files and caches.</li>
        <li>The theme and how answers are shown: in local storage. Keys of servers: only where you asked for it.</li>
      </ul>
      <div className="mt-2">
        <ConfirmButton
          label="Delete everything…"
          question="All runs, experiments, personas, settings, keys, downloaded models and the offline copy of this site go from this browser, and what runs is stopped. This cannot be undone."
          confirm="Delete everything"
          onConfirm={() => {
            try {
              eraseAndReload();
            } catch {
              setFailed(true);
            }
          }}
        />
      </div>
      <p role="status" className="text-small text-bad">
        {failed && 'This browser lets the page remember nothing, so there is nothing that it could delete.'}
      </p>
    </section>
  );
}

'use client';

import type { RefObject } from 'react';
import { OfflinePanel } from '../offline/offline-panel.tsx';
import { useLedger } from '../providers/ledger.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useCopy } from '../ui/use-copy.ts';
import { GuaranteeList } from './guarantee-list.tsx';
import { KeptHere } from './kept-here.tsx';
import { RequestTable } from './request-table.tsx';
import { ledgerText, ownWords, summaryOf, totalWords } from './words.ts';

interface LedgerDialogProps {
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Every request to another host since the tab was opened, and what else there is to know of where data goes. */
export function LedgerDialog({ returnTo, onClose }: LedgerDialogProps) {
  return (
    <Dialog title="What left this tab" wide returnTo={returnTo} onClose={onClose}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <Requests />
        <GuaranteeList />
        <KeptHere />
        <OfflinePanel />
      </div>
    </Dialog>
  );
}

const copyLabels = { idle: 'Copy as text', copied: 'Copied', failed: 'The browser refused to copy' } as const;

function Requests() {
  const state = useLedger((whole) => whole);
  const [copied, copy] = useCopy();
  return (
    <section aria-labelledby="ledger-requests" className="text-ui">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 id="ledger-requests" className="text-read font-semibold">
          {summaryOf(state)}
        </h3>
        <Button className="ml-auto" onClick={() => copy(ledgerText(state))}>
          {copyLabels[copied]}
        </Button>
      </div>
      <p className="mt-1 text-soft">
        {state.requests === 0
          ? 'Nobody but this site was asked for anything since this tab was opened.'
          : 'Requests to other hosts since this tab was opened. The list is kept in memory alone and goes with the tab.'}
      </p>
      <p className="mt-1 text-small text-soft tabular-nums">{ownWords(state.own)}</p>
      {state.hosts.length > 0 && (
        <dl className="mt-3 grid gap-x-4 gap-y-1 wide:grid-cols-2">
          {state.hosts.map((total) => (
            <div key={total.host} className="min-w-0">
              <dt className="font-semibold break-all">{total.host}</dt>
              <dd className="text-small text-soft tabular-nums">{totalWords(total)}</dd>
            </div>
          ))}
        </dl>
      )}
      {state.entries.length > 0 && <RequestTable entries={state.entries} />}
      {state.requests > state.entries.length && (
        <p className="mt-2 text-small text-soft">Older requests are in the totals, and no longer listed.</p>
      )}
    </section>
  );
}

'use client';

import { useState } from 'react';
import { askHost, type HostGuarantee, hostGuarantees } from '../providers/privacy.tsx';
import { Button } from '../ui/button.tsx';
import { CheckIcon, InfoIcon, WarnIcon } from '../ui/icons.tsx';

const marks = { yes: CheckIcon, no: WarnIcon, unknown: InfoIcon } as const;
const held = { yes: 'Guaranteed:', no: 'Not guaranteed:', unknown: 'Not known:' } as const;

/** What the policy of this host keeps the page from, whatever its code would do. */
export function GuaranteeList() {
  const [list, setList] = useState<readonly HostGuarantee[]>(hostGuarantees);
  const [asking, setAsking] = useState<'idle' | 'busy' | 'failed' | 'asked'>('idle');
  const ask = () => {
    setAsking('busy');
    askHost().then(
      (found) => {
        setList(found);
        setAsking('asked');
      },
      () => setAsking('failed'),
    );
  };
  return (
    <section aria-labelledby="ledger-guarantees" className="text-ui">
      <h3 id="ledger-guarantees" className="text-read font-semibold">
        What this host guarantees
      </h3>
      <ul className="mt-1 grid gap-1.5">
        {list.map(({ id, held: is, text }) => {
          const Mark = marks[is];
          return (
            <li key={id} className="flex items-start gap-2">
              <Mark className={is === 'no' ? 'mt-1 size-4 shrink-0 text-warn' : 'mt-1 size-4 shrink-0 text-accent'} />
              <span>
                <span className="sr-only">{held[is]} </span>
                {text}
              </span>
            </li>
          );
        })}
      </ul>
      {asking !== 'asked' && list.some(({ held: is }) => is === 'unknown') && (
        <Button className="mt-2" disabled={asking === 'busy'} onClick={ask}>
          Ask this host for its policy
        </Button>
      )}
      <p role="status" className="text-small text-soft">
        {asking === 'failed' && 'The host did not answer.'}
      </p>
    </section>
  );
}

'use client';

import { useEffect, useState } from 'react';
import { type HubActions, type PersonaDetail, useHubActions } from '../../providers/hub.tsx';
import { Section } from './section.tsx';

type Uses = Awaited<ReturnType<HubActions['usedIn']>>;

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** Runs in which the persona had a column. */
export function UsedIn({ detail }: { detail: PersonaDetail }) {
  const actions = useHubActions();
  const [uses, setUses] = useState<{ readonly id: string; readonly list: Uses } | null>(null);
  useEffect(() => {
    let current = true;
    void actions.usedIn(detail).then((list) => {
      if (current) setUses({ id: detail.id, list });
    });
    return () => {
      current = false;
    };
  }, [actions, detail]);
  const list = uses?.id === detail.id ? uses.list : null;
  return (
    <Section title="Used in">
      {list === null ? (
        <p className="text-ui text-soft">Looking through the runs…</p>
      ) : list.length === 0 ? (
        <p className="text-ui text-soft">No run yet.</p>
      ) : (
        <ul className="max-h-40 overflow-y-auto text-ui">
          {list.map(({ run, at, task }) => (
            <li key={run} className="flex gap-3 py-0.5">
              <span className="text-soft tabular-nums">{moment.format(at)}</span>
              <span className="min-w-0 break-words">{task}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

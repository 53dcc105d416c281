'use client';

import { useState } from 'react';
import { queryOf } from '../hub/browse/asked.ts';
import { type NamedScope, useHubViewActions } from '../hub/hub-view.tsx';
import { type KeyedScope, useScopes } from '../hub/use-scopes.ts';
import { useShards } from '../hub/use-shards.ts';
import { faultText } from '../hub/words.ts';
import { type ReviewSubject, useDedupActions } from '../providers/dedup.tsx';
import { type HubActions, type HubQuery, type Outcome, useHubActions } from '../providers/hub.tsx';
import { Button } from '../ui/button.tsx';
import { formatCount } from '../ui/format.ts';
import { SelectField } from '../ui/select-field.tsx';
import { useToast } from '../ui/toasts.tsx';
import { DedupReview } from './dedup-review.tsx';
import { NothingHeld } from '../hub/nothing-held.tsx';
import { removedCount } from './words.ts';

const EVERYTHING = 'everything';
const everybody: HubQuery = { text: '', shards: null, filters: [], set: null, order: 'row' };

/** Near-duplicates among the personas that are held: of a collection, a set, a search, or all. */
export function Duplicates({ request }: { request: NamedScope | null }) {
  const hub = useHubActions();
  const { undo } = useDedupActions();
  const { show, openPersona } = useHubViewActions();
  const { shards, fromOf, total } = useShards();
  const scopes = useScopes(request);
  const toast = useToast();
  const [taken, setTaken] = useState(request);
  const [chosen, setChosen] = useState<string | null>(null);
  if (taken !== request) {
    setTaken(request);
    setChosen(null);
  }
  const takeBack = async (decision: string) => {
    const answer = await undo(decision);
    toast({ text: answer.ok ? 'Undone: they are back.' : faultText(answer.fault) });
  };
  const all = chosen === EVERYTHING && shards.length > 1;
  const scope = scopes.find(({ key }) => key === chosen) ?? scopes[0];
  const subject = scope ? subjectOf(scope, all) : null;
  if (!subject) {
    return <NothingHeld />;
  }
  return (
    <div className="mt-4">
      <DedupReview
        subject={subject}
        kind="personas"
        eager={request !== null}
        prepare={() => prepared(hub, subject, all)}
        chooser={
          <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
            <SelectField
              label="Look for near-duplicates in"
              value={all ? EVERYTHING : (scope?.key ?? '')}
              options={[
                ...scopes.map(({ key, name }) => ({ value: key, label: name })),
                ...(shards.length > 1
                  ? [{ value: EVERYTHING, label: `Everything held (${formatCount(total)} personas)` }]
                  : []),
              ]}
              onChange={setChosen}
              className="w-80 max-w-full"
            />
            <Button onClick={() => show('browse')}>Choose by a search…</Button>
          </div>
        }
        onOpen={({ row }) => row && openPersona(row)}
        sourceOf={({ row }) => (row ? fromOf(row.shard) : '')}
        onDone={(decision) =>
          toast({
            text: `${formatCount(removedCount(decision))} of ${formatCount(decision.before)} personas removed.`,
            action: { label: 'Undo', onPress: () => void takeBack(decision.id) },
          })
        }
      />
    </div>
  );
}

function subjectOf(scope: KeyedScope, all: boolean): ReviewSubject {
  // The scope of everything is a search, which is made just before the start.
  return { kind: 'personas', name: all ? 'Everything held' : scope.name, scope: scope.scope };
}

/** The worker remembers a search only until the next few: it is asked again, so that it is the newest. */
async function prepared(hub: HubActions, subject: ReviewSubject, all: boolean): Promise<Outcome<ReviewSubject>> {
  if (subject.kind !== 'personas') return { ok: true, value: subject };
  const query = all ? everybody : subject.scope.kind === 'result' ? queryOf(subject.scope.result) : null;
  if (!query) return { ok: true, value: subject };
  const found = await hub.find(query);
  if (!found.ok) return found;
  return { ok: true, value: { ...subject, scope: { kind: 'result', result: found.value.result } } };
}

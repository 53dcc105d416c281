'use client';

import { type ReactNode, useState } from 'react';
import type { ShardView } from '../../providers/hub.tsx';
import { useHubActions } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { Fact } from '../../ui/fact.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { ExportMenu } from '../browse/export-menu.tsx';
import { useHubViewActions } from '../hub-view.tsx';
import { licenceWords } from '../licences.ts';
import { columnKindWords, faultText, labelTitles } from '../words.ts';
import { CollectionCheck } from './collection-check.tsx';
import { CollectionEdit } from './collection-edit.tsx';
import { countWords } from './collection-words.ts';
import { useAsk } from './use-ask.ts';

// Comes with the app and is put back at the next visit: deleting it would not last.
const STARTER = 'starter';

/** All that is known of a collection and can be done with it. */
export function CollectionDetail({ view, onGone }: { view: ShardView; onGone: () => void }) {
  const [editing, setEditing] = useState(false);
  return (
    <div className="grid gap-4 px-2 pt-1 pb-4 full:ml-10">
      {editing ? <CollectionEdit info={view.info} onDone={() => setEditing(false)} /> : <Facts view={view} />}
      {!editing && <Deeds view={view} onEdit={() => setEditing(true)} onGone={onGone} />}
      <CollectionCheck view={view} />
    </div>
  );
}

function Facts({ view }: { view: ShardView }) {
  const { info, searchable, labelled, removed } = view;
  const made = new Date(info.createdAt);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-ui tabular-nums">
      <Fact term="Source">{info.source === '' ? <span className="text-soft">unknown</span> : info.source}</Fact>
      <Fact term="Licence">
        {info.licence === '' ? <span className="text-soft">unknown</span> : info.licence}
        <Small>{licenceWords(info.licence).note}</Small>
      </Fact>
      <Fact term="Added">
        <time dateTime={made.toISOString()}>
          {made.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}
        </time>
        <Small>
          {info.duplicates > 0 && `${plural(info.duplicates, 'duplicate')} left out. `}
          {info.rejected > 0 && `${plural(info.rejected, 'row')} could not be read.`}
        </Small>
      </Fact>
      {removed > 0 && (
        <Fact term="Personas">
          {countWords(view)}
          <Small>Nothing is deleted: what a decision removed comes back when it is undone, under Duplicates.</Small>
        </Fact>
      )}
      <Fact term="Attributes">
        {info.columns.length === 0 ? (
          <span className="text-soft">none came with it</span>
        ) : (
          <ul className="flex flex-wrap gap-x-4">
            {info.columns.map(({ name, kind, role }) => (
              <li key={name}>
                {name}{' '}
                <span className="text-small text-soft">
                  ({columnKindWords[kind]}
                  {role !== null && `; says ${labelTitles[role].toLowerCase()}`})
                </span>
              </li>
            ))}
          </ul>
        )}
      </Fact>
      <Fact term="Search and labels">
        {searchable >= info.count && labelled >= info.count
          ? 'ready for all'
          : `${formatCount(searchable)} searchable by index, ${formatCount(labelled)} labelled, of ${formatCount(info.count)}; the rest follows in the background`}
      </Fact>
      <Fact term="Hash">
        <code className="font-mono text-small" title={info.hash}>
          {info.hash.slice(0, 16)}
        </code>{' '}
        <span className="text-small text-soft">SHA-256, importer {info.importerVersion}</span>
      </Fact>
    </dl>
  );
}

function Small({ children }: { children: ReactNode }) {
  return <span className="block text-small text-soft empty:hidden">{children}</span>;
}

function Deeds({
  view: { info, removed },
  onEdit,
  onGone,
}: {
  view: ShardView;
  onEdit: () => void;
  onGone: () => void;
}) {
  const actions = useHubActions();
  const { openBrowse, openBalance, openDuplicates, openSample } = useHubViewActions();
  const { busy, trouble, ask } = useAsk();
  const [said, setSaid] = useState('');
  const scope = { kind: 'shard', shard: info.id } as const;
  const empty = info.count === removed;
  return (
    <div>
      <div className="flex flex-wrap gap-2">
        <Button disabled={empty} onClick={() => openBrowse({ shards: [info.id], filters: [], set: null })}>
          Browse
        </Button>
        <Button disabled={empty} onClick={() => openSample({ scope, name: info.name, how: { kind: 'uniform' } })}>
          Sample
        </Button>
        <Button disabled={empty} onClick={() => openBalance({ scope, name: info.name })}>
          Compare with the world
        </Button>
        <Button disabled={empty} onClick={() => openDuplicates({ scope, name: info.name })}>
          Find near-duplicates…
        </Button>
        <ExportMenu scope={scope} name={info.name} disabled={empty} onSaid={setSaid} />
        <Button onClick={onEdit}>Edit name, source, licence</Button>
        {info.id !== STARTER && (
          <Button
            look="bad"
            disabled={busy !== null}
            onClick={() => {
              onGone();
              ask(
                'Deleting…',
                () => actions.deleteShard(info.id),
                () => undefined,
              );
            }}
          >
            Delete
          </Button>
        )}
      </div>
      <p role="status" className="min-h-5 text-small text-soft">
        {busy ?? said}
      </p>
      {trouble && (
        <p role="alert" className="text-ui text-bad">
          {faultText(trouble)}
        </p>
      )}
    </div>
  );
}

'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import type { CatalogueEntry } from '../../../lib/model/catalogue.ts';
import { modelKey } from '../../../lib/model/catalogue.ts';
import type { SharedModel } from '../../../lib/model/share.ts';
import { FitBadge, FitReasons } from '../../models/fit-line.tsx';
import { useModelDialog } from '../../models/model-context.tsx';
import { engineNames, statusWords } from '../../models/model-words.ts';
import { downloadBytes, hostOf, isEmbedded, readiness } from '../../models/readiness.ts';
import { useFit } from '../../models/use-fit.ts';
import { useChosen, useStatus } from '../../models/use-model.ts';
import { useModels } from '../../providers/models.tsx';
import type { OpenedPlayground } from '../../providers/share.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { formatBytes, plural } from '../../ui/format.ts';
import { nameText } from './words.ts';

interface NeedsProps {
  readonly opened: OpenedPlayground;
  readonly nameOf: (model: SharedModel) => string;
}

/** What it runs on and whether that is here, and voices that are not. */
export function Needs({ opened, nameOf }: NeedsProps) {
  const missing = missingBySource(opened);
  return (
    <section aria-label="What it needs" className="rounded-box border border-line bg-sheet px-4 py-3">
      <h2 className="text-ui font-semibold">What it needs</h2>
      <ul className="mt-1 grid gap-1.5 text-ui">
        {opened.models.map(({ model, entry }) => (
          <li key={nameOf(model)} className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            {entry ? <ModelLine entry={entry} /> : <OwnModel model={model} name={nameOf(model)} />}
          </li>
        ))}
        {missing.length === 0 ? (
          <li className="text-soft">All of its voices are here.</li>
        ) : (
          missing.map(({ name, licence, count }) => (
            <li key={name} className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
              <Badge tone="bad">not held</Badge>
              <span className="min-w-0 break-words">
                {plural(count, 'voice')} of the collection “<bdi>{name}</bdi>”{licence !== '' && `, ${licence}`}. Import
                it under{' '}
                <Link href="/personas" prefetch={false} className="text-accent underline underline-offset-3">
                  Personas
                </Link>
                , then open this again; without it, Play leaves {count === 1 ? 'this voice' : 'these voices'} out.
              </span>
            </li>
          ))
        )}
      </ul>
    </section>
  );
}

function ModelLine({ entry }: { entry: CatalogueEntry }) {
  const status = useStatus(modelKey(entry.choice));
  const offer = useModels((state) => state.offer);
  const fit = useFit(entry, status);
  const openModel = useModelDialog();
  const [words, tone] = statusWords(entry, status, offer);
  const bytes = isEmbedded(entry) && offer ? offer.info.downloadBytes : downloadBytes(entry, status);
  const state = readiness(entry, status, offer);
  const host = hostOf(entry);
  const far = state === 'download' || state === 'ask';
  return (
    <>
      <Badge tone={tone}>{words}</Badge>
      <span className="min-w-0 break-words">
        {entry.choice.name} <span className="text-soft">({engineNames[entry.choice.engine]})</span>
        <span className="text-soft tabular-nums">
          {bytes !== null && `, ${formatBytes(bytes)}`}
          {far && host !== null && `, to be downloaded from ${host} when you say so`}
        </span>
      </span>
      {fit.verdict !== 'yes' && (
        <>
          <FitBadge fit={fit} />
          <span className="text-small text-soft">
            <FitReasons fit={fit} />
          </span>
        </>
      )}
      {(far || state === 'absent') && <Button onClick={(event) => openModel(event.currentTarget)}>Open Model</Button>}
    </>
  );
}

/** One that this copy of the app does not list: the user's own stands in for it. */
function OwnModel({ model, name }: { model: SharedModel; name: string }) {
  const chosen = useChosen();
  const openModel = useModelDialog();
  const why: ReactNode =
    model.kind === 'own' ? 'a model of the sender’s own' : 'a model that this copy of the app does not list';
  return (
    <>
      <Badge tone="warn">not here</Badge>
      <span className="min-w-0 break-words">
        “<bdi>{nameText(name)}</bdi>”, {why}. It would run on {chosen?.choice.name ?? 'the model that you chose'};
        answers will differ.
      </span>
      <Button onClick={(event) => openModel(event.currentTarget)}>Choose another</Button>
    </>
  );
}

function missingBySource({ playground, personas }: OpenedPlayground) {
  const missing = new Map<string, { readonly name: string; readonly licence: string; readonly count: number }>();
  playground.recipe.columns.forEach((column, i) => {
    if (column.kind !== 'persona' || column.persona.kind !== 'named' || personas[i]) return;
    const { name, hash, licence } = column.persona.source;
    const count = (missing.get(hash)?.count ?? 0) + 1;
    missing.set(hash, { name: nameText(name) || 'without a name', licence: nameText(licence), count });
  });
  return [...missing.values()];
}

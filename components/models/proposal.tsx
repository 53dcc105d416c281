'use client';

import { type CatalogueEntry, modelKey } from '../../lib/model/catalogue.ts';
import { useModels, useModelsActions } from '../providers/models.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { DownloadBar } from './download-bar.tsx';
import { FitBadge } from './fit-line.tsx';
import { ModelControls } from './model-controls.tsx';
import { ModelProgress } from './model-progress.tsx';
import { ModelTrouble } from './model-trouble.tsx';
import { statusWords } from './model-words.ts';
import { isBlocked, isUsable } from './readiness.ts';
import { useChosen, useStatus } from './use-model.ts';
import { useFit } from './use-fit.ts';

/** What new runs use, and beside it what this device could take; proposing neither chooses nor fetches. */
export function Proposal() {
  const chosen = useChosen();
  const recommended = useModels((state) => state.recommended);
  const proposed = useModels(
    (state) => state.entries.find(({ choice }) => modelKey(choice) === state.recommended?.key) ?? null,
  );
  const same = chosen !== null && chosen === proposed;
  return (
    <div className="grid gap-4 wide:grid-cols-2">
      <Card
        title={same ? 'New runs use, and recommended here' : 'New runs use'}
        entry={chosen}
        why={same ? (recommended?.why ?? null) : null}
      />
      {!same && <Card title="Recommended for this device" entry={proposed} why={recommended?.why ?? null} />}
    </div>
  );
}

interface CardProps {
  readonly title: string;
  readonly entry: CatalogueEntry | null;
  readonly why: string | null;
}

function Card({ title, entry, why }: CardProps) {
  return (
    <section className="min-h-32 min-w-0 rounded-box border border-line bg-sheet px-4 py-3">
      <h2 className="text-small text-soft">{title}</h2>
      {entry ? <CardBody entry={entry} why={why} /> : <p className="text-ui text-soft">Not known yet…</p>}
    </section>
  );
}

function CardBody({ entry, why }: { entry: CatalogueEntry; why: string | null }) {
  const key = modelKey(entry.choice);
  const status = useStatus(key);
  const offer = useModels((state) => state.offer);
  const chosen = useModels((state) => state.chosen === key);
  const actions = useModelsActions();
  const fit = useFit(entry, status);
  const [words, tone] = statusWords(entry, status, offer);
  const { engine, files } = status;
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <strong className="min-w-0 text-read font-semibold break-words">{entry.choice.name}</strong>
        <Badge tone={tone}>{words}</Badge>
        <FitBadge fit={fit} />
      </p>
      {why !== null && <p className="text-ui text-soft">{why}</p>}
      <ModelTrouble status={status} />
      {files.download && <DownloadBar name={entry.choice.name} download={files.download} />}
      {engine.status === 'loading' && files.download?.state !== 'running' && (
        <ModelProgress progress={engine.progress} />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {!chosen && isUsable(entry, status, offer) && !isBlocked(entry, fit) && (
          <Button look="primary" onClick={() => actions.choose(key)}>
            Use for new runs
          </Button>
        )}
        <ModelControls entry={entry} status={status} fit={fit} />
      </div>
    </div>
  );
}

'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { DedupProvider } from '../../components/providers/dedup.tsx';
import { ExperimentProvider } from '../../components/providers/experiment.tsx';
import { HubProvider } from '../../components/providers/hub.tsx';
import { LedgerProvider } from '../../components/providers/ledger.tsx';
import { ModelsProvider } from '../../components/providers/models.tsx';
import { PlayProvider } from '../../components/providers/play.tsx';
import { RunsProvider } from '../../components/providers/runs.tsx';
import { ShareProvider } from '../../components/providers/share.tsx';
import { takeEraseMark } from '../../lib/runtime/erase-mark.ts';
import {
  openingDedup,
  openingHub,
  openingLedger,
  openingModels,
  openingPlay,
  openingRuns,
  openingShare,
} from './opening.ts';

interface Stores {
  readonly play: Parameters<typeof PlayProvider>[0]['store'];
  readonly models: Parameters<typeof ModelsProvider>[0]['store'];
  readonly hub: Parameters<typeof HubProvider>[0]['store'];
  readonly runs: Parameters<typeof RunsProvider>[0]['store'];
  readonly dedup: Parameters<typeof DedupProvider>[0]['store'];
  readonly share: Parameters<typeof ShareProvider>[0]['store'];
  readonly ledger: Parameters<typeof LedgerProvider>[0]['store'];
  readonly openExperiment: Parameters<typeof ExperimentProvider>[0]['open'];
}

const opening: Stores = {
  play: openingPlay,
  models: openingModels,
  hub: openingHub,
  runs: openingRuns,
  dedup: openingDedup,
  share: openingShare,
  ledger: openingLedger,
  openExperiment: null,
};

/** After removing everything, where the user asked for that before the page was loaded. */
async function openStores() {
  if (takeEraseMark()) await (await import('../../lib/runtime/erase.ts')).eraseEverything();
  return import('../../lib/runtime/create-app-stores.ts');
}

/**
 * The composition root, above every page: models stay loaded and answers go on when the user changes the screen. The
 * sessions (workers, storage, Comlink) are loaded after the first paint; until they are there the same screens stand on
 * stores that only know their size.
 */
export function AppRoot({ children }: { children: ReactNode }) {
  const [stores, setStores] = useState<Stores>(opening);
  const [failed, setFailed] = useState<unknown>(null);

  useEffect(() => {
    let gone = false;
    let created: { dispose(): void } | null = null;
    openStores().then(
      ({ createAppStores }) => {
        // Strict mode mounts twice: the first import may arrive when its effect is over.
        if (gone) return;
        const made = createAppStores();
        created = made;
        setStores(made);
      },
      (error: unknown) => setFailed(error),
    );
    return () => {
      gone = true;
      created?.dispose();
      setStores(opening);
    };
  }, []);

  return (
    <ModelsProvider store={stores.models}>
      <HubProvider store={stores.hub}>
        <PlayProvider store={stores.play}>
          {failed !== null && (
            <p role="alert" className="bg-bad-wash px-6 py-2 text-ui">
              <strong className="font-semibold">A part of the app could not be loaded.</strong> Check the connection and
              reload the page.
            </p>
          )}
          <RunsProvider store={stores.runs}>
            <DedupProvider store={stores.dedup}>
              <ShareProvider store={stores.share}>
                <LedgerProvider store={stores.ledger}>
                  <ExperimentProvider open={stores.openExperiment}>{children}</ExperimentProvider>
                </LedgerProvider>
              </ShareProvider>
            </DedupProvider>
          </RunsProvider>
        </PlayProvider>
      </HubProvider>
    </ModelsProvider>
  );
}

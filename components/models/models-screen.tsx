'use client';

import { useMemo } from 'react';
import { useModels } from '../providers/models.tsx';
import { formatBytes, plural } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { OfflinePanel } from '../offline/offline-panel.tsx';
import { Shell } from '../shell/shell.tsx';
import { AddModel } from './add-model.tsx';
import { Catalogue } from './catalogue.tsx';
import { DevicePanel } from './device-panel.tsx';
import { EngineRace } from './engine-race.tsx';
import { Endpoints } from './endpoints.tsx';
import { ModelRows } from './model-rows.tsx';
import { Proposal } from './proposal.tsx';

/** What this device can run, what it keeps, and what else there is; nothing is fetched by looking. */
export function ModelsScreen() {
  return (
    <Shell skip={{ href: '#models', label: 'Skip to the models' }}>
      <main id="models" className="mx-auto grid w-full max-w-[96rem] gap-8 px-4 pt-5 pb-16 wide:px-6">
        <div>
          <h1 className="text-title font-bold">Models</h1>
          <p className="max-w-prose text-ui text-soft">
            Every model runs in this tab, but for those on servers that you name. Sizes come before downloads, and nothing
            is fetched until you press a button that says so.
          </p>
        </div>
        <div className="grid gap-x-10 gap-y-8 full:grid-cols-[19rem_minmax(0,1fr)] full:items-start">
          <div className="grid min-w-0 gap-8">
            <DevicePanel />
            <OfflinePanel />
          </div>
          <div className="grid min-w-0 gap-8">
            <NoGpu />
            <Proposal />
            <EngineRace />
            <Here />
            <AddModel />
            <Endpoints />
            <Catalogue />
          </div>
        </div>
      </main>
    </Shell>
  );
}

/** Without WebGPU most of this screen is out of reach: said once, with what remains. */
function NoGpu() {
  const missing = useModels((state) => state.device !== null && state.device.gpu === null);
  if (!missing) return null;
  return (
    <Notice tone="warn" title="No WebGPU here: the catalogue below cannot run on this device.">
      What works: the built-in model on the processor, GGUF files, ONNX exports, and servers that you name.
    </Notice>
  );
}

/** What comes with the app and what the user added. */
function Here() {
  const entries = useModels((state) => state.entries);
  const kept = useModels((state) => state.storage.modelBytes);
  const own = useMemo(
    () => [
      ...entries.filter((entry) => entry.origin === 'built-in'),
      ...entries.filter((entry) => entry.origin === 'added'),
    ],
    [entries],
  );
  return (
    <section aria-labelledby="here-title" className="min-w-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="here-title" className="text-title font-semibold">
          Built in and yours
        </h2>
        <p className="text-small text-soft tabular-nums">
          {plural(own.length, 'model')}; {formatBytes(kept)} of models kept here in all
        </p>
      </div>
      <div className="mt-2 min-h-24">
        <ModelRows label="Built in and yours" entries={own} />
      </div>
    </section>
  );
}

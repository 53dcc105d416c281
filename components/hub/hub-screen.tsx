'use client';

import { Duplicates } from '../dedup/duplicates.tsx';
import { Shell } from '../shell/shell.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { ToastProvider } from '../ui/toasts.tsx';
import { Balance } from './balance/balance.tsx';
import { Browse } from './browse/browse.tsx';
import { HubViewProvider, useHubView, useHubViewActions } from './hub-view.tsx';
import { Library } from './library/library.tsx';
import { UndoLines } from './library/undo-lines.tsx';
import { PersonaSheet } from './persona/persona-sheet.tsx';
import { SamplePanel } from './sample/sample-panel.tsx';

/** Every persona that is held: where it came from, what it says, and how all of them compare with the world. */
export function HubScreen() {
  return (
    <Shell skip={{ href: '#personas', label: 'Skip to the personas' }}>
      <HubViewProvider>
        <ToastProvider lasting={<UndoLines />}>
          <main id="personas" className="mx-auto w-full max-w-[96rem] min-w-0 px-4 pt-5 pb-20 wide:px-6">
            <h1 className="text-title font-bold">Personas</h1>
            <p className="max-w-prose text-ui text-soft">
              Import, search, sample and balance them. Everything is read, kept and searched in this browser; nothing
              that you bring is sent anywhere.
            </p>
            <Areas />
          </main>
          <Overlays />
        </ToastProvider>
      </HubViewProvider>
    </Shell>
  );
}

function Areas() {
  const { area, browse, balance, duplicates } = useHubView();
  const { show } = useHubViewActions();
  return (
    <Tabs
      label="Areas"
      value={area}
      onChange={show}
      className="mt-3"
      tabs={[
        { value: 'library', label: 'Library', content: <Library /> },
        { value: 'browse', label: 'Browse', content: <Browse request={browse} /> },
        { value: 'balance', label: 'Balance', content: <Balance request={balance} /> },
        { value: 'duplicates', label: 'Duplicates', content: <Duplicates request={duplicates} /> },
      ]}
    />
  );
}

function Overlays() {
  const { sample, persona } = useHubView();
  const { openSample, openPersona } = useHubViewActions();
  return (
    <>
      {sample && <SamplePanel request={sample} onClose={() => openSample(null)} />}
      {persona && <PersonaSheet persona={persona} onOpen={openPersona} onClose={() => openPersona(null)} />}
    </>
  );
}

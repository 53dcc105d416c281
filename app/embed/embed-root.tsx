'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { EmbedView } from '../../components/share/embed/embed-view.tsx';
import type { EmbedState } from '../../lib/runtime/embed-store.ts';

const reading: EmbedState = { kind: 'reading' };

function listen(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** The view's only state: the address, and what stands in its fragment. */
export function EmbedRoot() {
  const hash = useSyncExternalStore(
    listen,
    () => location.hash,
    () => '',
  );
  const [shown, setShown] = useState<EmbedState>(reading);

  useEffect(() => {
    // The page around it knows nothing of a choice that was made in the app.
    delete document.documentElement.dataset['theme'];
    let gone = false;
    let end: () => void = () => undefined;
    import('../../lib/runtime/embed-store.ts').then(
      ({ EmbedStore }) => {
        if (gone) return;
        const store = new EmbedStore();
        const stop = store.subscribe(() => setShown(store.getState()));
        end = () => {
          stop();
          store.dispose();
        };
        void store.open(hash).then(() => setShown(store.getState()));
      },
      () => setShown({ kind: 'failed', fault: null }),
    );
    return () => {
      gone = true;
      end();
    };
  }, [hash]);

  return <EmbedView shown={shown} fragment={hash} />;
}

'use client';

import { useHub } from '../providers/hub.tsx';
import { Button } from '../ui/button.tsx';
import { useHubViewActions } from './hub-view.tsx';

/** In the place of an area that has no personas to show. */
export function NothingHeld() {
  const restored = useHub((state) => state.restored);
  const { show } = useHubViewActions();
  return (
    <div className="mt-6 min-h-96">
      <p className="text-ui">{restored ? 'No personas are held here yet.' : 'Reading what is held…'}</p>
      {restored && (
        <Button look="primary" className="mt-3" onClick={() => show('library')}>
          Go to the library
        </Button>
      )}
    </div>
  );
}

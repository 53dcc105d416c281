'use client';

import { useSyncExternalStore } from 'react';
import { usePlay, usePlayActions } from '../providers/play.tsx';
import { Button, Key } from '../ui/button.tsx';
import { RunStatus } from './run-status.tsx';
import { useReady } from './use-ready.ts';
import { useShortcuts } from './use-shortcuts.ts';

const wide = 'min-h-9 w-42 shrink-0 max-wide:w-32 pointer-coarse:w-32';

const isMac = () => /Mac|iP/.test(navigator.platform);
const never = () => () => undefined;

/** The one button. Generate and Stop all take the same place, so a hurried second press never hits a third thing. */
export function RunBar() {
  const running = usePlay((state) => state.active > 0);
  const ready = useReady();
  const actions = usePlayActions();
  // The server cannot know; most keyboards say Ctrl.
  const mac = useSyncExternalStore(never, isMac, () => false);
  const generate = () => actions.generate();
  const stopAll = () => actions.stopAll();
  useShortcuts(ready, running, generate, stopAll);

  return (
    <div className="flex min-w-0 flex-1 items-center gap-3 max-wide:fixed max-wide:inset-x-0 max-wide:bottom-0 max-wide:z-20 max-wide:border-t max-wide:border-line max-wide:bg-sheet max-wide:px-4 max-wide:py-2.5">
      {running ? (
        <Button look="outline" className={wide} aria-keyshortcuts="Escape" onClick={stopAll}>
          Stop all <Key>Esc</Key>
        </Button>
      ) : (
        <Button
          look="primary"
          className={wide}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          disabled={!ready}
          onClick={generate}
        >
          Generate <Key>{mac ? '⌘' : 'Ctrl'} ↵</Key>
        </Button>
      )}
      <RunStatus />
    </div>
  );
}

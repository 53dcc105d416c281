'use client';

import { useEffect } from 'react';
import { useShareActions } from '../providers/share.tsx';

/** The part of the File Handling API that is used; no types come with TypeScript. */
interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files: readonly { getFile(): Promise<File> }[] }) => void): void;
}

/** Opens the file that the installed app was started with, as the dialog for files does: as a preview. */
export function LaunchedFiles() {
  const actions = useShareActions();
  useEffect(() => {
    const { launchQueue } = window as { readonly launchQueue?: LaunchQueue };
    launchQueue?.setConsumer(({ files: [first] }) => {
      // One file, one window. A file that cannot be read any more opens nothing.
      first?.getFile().then(
        (file) => actions.openFile(file),
        () => undefined,
      );
    });
  }, [actions]);
  return null;
}

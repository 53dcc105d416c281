'use client';

import { lazy, Suspense, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';

const OpenDialog = lazy(() => import('./open-dialog.tsx').then((module) => ({ default: module.OpenDialog })));

/** Opens the dialog for links, files and addresses, on screens other than Play. */
export function OpenButton() {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={opener} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Open a link or file
      </Button>
      {open && (
        <Suspense>
          <OpenDialog returnTo={opener} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

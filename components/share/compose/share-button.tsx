'use client';

import { lazy, Suspense, useRef, useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { ShareIcon } from '../../ui/icons.tsx';
import type { ShareOf } from './share-of.tsx';

const ShareOfDialog = lazy(() => import('./share-of.tsx').then((module) => ({ default: module.ShareOfDialog })));

interface ShareButtonProps {
  readonly of: ShareOf;
  readonly disabled?: boolean;
}

/** Opens the Share dialog, whose code loads when it is first wanted. */
export function ShareButton({ of, disabled = false }: ShareButtonProps) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const props = { ref: opener, disabled, 'aria-haspopup': 'dialog', onClick: () => setOpen(true) } as const;
  return (
    <>
      {of.kind === 'answer' ? (
        <IconButton label="Share this answer" {...props}>
          <ShareIcon />
        </IconButton>
      ) : (
        <Button {...props}>
          <ShareIcon /> Share
        </Button>
      )}
      {open && (
        <Suspense>
          <ShareOfDialog of={of} returnTo={opener} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

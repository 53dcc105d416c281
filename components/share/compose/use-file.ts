'use client';

import { useEffect, useRef, useState } from 'react';
import type { Fault } from '../../../lib/model/fault.ts';
import { download } from '../../hub/download.ts';
import type { Outcome } from '../../providers/share.tsx';

export type Saved =
  | { readonly kind: 'idle' | 'packing' }
  | { readonly kind: 'saved'; readonly name: string; readonly bytes: number }
  | { readonly kind: 'failed'; readonly fault: Fault };

/** Has a file packed and gives it to the user; one that is ready after its screen has gone is dropped. */
export function useFile(): readonly [Saved, (name: string, pack: () => Promise<Outcome<Blob>>) => void] {
  const [saved, setSaved] = useState<Saved>({ kind: 'idle' });
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const save = async (name: string, pack: () => Promise<Outcome<Blob>>) => {
    setSaved({ kind: 'packing' });
    const packed = await pack();
    if (!here.current) return;
    if (packed.ok) download(packed.value, name);
    setSaved(packed.ok ? { kind: 'saved', name, bytes: packed.value.size } : { kind: 'failed', fault: packed.fault });
  };
  return [saved, (name, pack) => void save(name, pack)];
}

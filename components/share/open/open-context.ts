'use client';

import { createContext, useContext } from 'react';

/** What was put on Play, and how to take it back. */
export interface Placed {
  readonly text: string;
  readonly undo: () => void;
}

/** Given by `ShareGate`. */
export const OpenContext = createContext<() => void>(() => undefined);

/** Opens the dialog for links, files and addresses, under a `ShareGate`. */
export function useOpenPlayground(): () => void {
  return useContext(OpenContext);
}

import type { ReactNode } from 'react';
import { AppRoot } from './app-root.tsx';

/** The screens with stores under them; `/embed` has none, so that a page which frames it touches no storage. */
export default function AppLayout({ children }: { children: ReactNode }) {
  return <AppRoot>{children}</AppRoot>;
}

import type { Metadata } from 'next';
import { EmbedRoot } from './embed-root.tsx';

export const metadata: Metadata = { title: 'Shared view', robots: { index: false } };

/** A read-only view of a link for other pages: no stores, no database, nothing that is fetched. */
export default function EmbedPage() {
  return <EmbedRoot />;
}

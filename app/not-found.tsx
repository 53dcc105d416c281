import type { Metadata } from 'next';
import Link from 'next/link';
import { Mark } from '../components/ui/icons.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-3 px-6">
      <Mark className="size-8 text-accent" />
      <h1 className="text-title font-bold">No voice here</h1>
      <p className="text-soft">This address leads to nothing. It may be mistyped, or from another version.</p>
      <p>
        <Link href="/" className="text-accent underline underline-offset-3">
          Go to the playground
        </Link>
      </p>
    </main>
  );
}

import Link from 'next/link';

/** Before anything was generated. */
export function NoRuns() {
  return (
    <div className="max-w-prose rounded-box border border-line bg-sheet px-5 py-6">
      <h2 className="text-read font-semibold">Nothing generated yet</h2>
      <p className="mt-1 text-ui text-soft">
        Each press of Generate in Play makes a run: the same task for every voice. It is kept here with its answers,
        seeds, settings and the prompt that each voice was given.
      </p>
      <Link
        href="/"
        prefetch={false}
        className="mt-3 inline-flex min-h-8 items-center rounded-small bg-accent px-3 text-ui font-semibold text-on-accent hover:bg-accent-strong"
      >
        Open Play
      </Link>
    </div>
  );
}

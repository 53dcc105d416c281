/** About as high as the set-up, which comes in its place. */
export function Skeleton() {
  return (
    <div role="status" className="mt-4 grid min-h-[60rem] content-start gap-6">
      <span className="sr-only">Opening the experiments…</span>
      <div aria-hidden="true" className="shimmer h-16" />
      <div aria-hidden="true" className="shimmer h-24" />
      <div aria-hidden="true" className="shimmer h-80" />
      <div aria-hidden="true" className="shimmer h-40" />
    </div>
  );
}

import { type ReactNode, useId } from 'react';

/** A titled part of the sheet. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <h3 id={id} className="mb-1 text-ui font-semibold">
        {title}
      </h3>
      {children}
    </section>
  );
}

/** A value that leads to everybody who has it. */
export function ValueButton({ label, onPress, children }: { label: string; onPress: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={label}
      onClick={onPress}
      className="min-h-6 min-w-0 rounded-small text-left break-words underline decoration-edge underline-offset-3 hover:text-accent hover:decoration-accent"
    >
      {children}
    </button>
  );
}

import type { ReactNode } from 'react';
import { safeAddress } from './safe-address.ts';
import { Shown } from './shown.tsx';

interface LinkTextProps {
  readonly address: string;
  /** Its words, to see whether they are the address already. */
  readonly written: string;
  readonly children: ReactNode;
}

/**
 * A link with its whole address in sight, so that words never tell of another place than where it leads. What may not be
 * followed is text.
 */
export function LinkText({ address, written, children }: LinkTextProps) {
  const safe = safeAddress(address);
  const told = safe ?? address;
  const same = safe !== null && (safe === written || safe === `${written}/` || safe === `mailto:${written}`);
  const where = (
    <span className="break-all">
      <Shown text={told} />
    </span>
  );
  if (safe === null) {
    return (
      <>
        {children} <span className="text-soft">({where})</span>
      </>
    );
  }
  const link = (
    <a
      href={safe}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent underline decoration-edge underline-offset-3 hover:decoration-current"
    >
      {same ? where : children}
    </a>
  );
  if (same) return link;
  return (
    <>
      {link} <span className="text-soft">({where})</span>
    </>
  );
}

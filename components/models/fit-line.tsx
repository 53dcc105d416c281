import type { Fit, FitVerdict } from '../../lib/catalogue/fits.ts';
import { Badge, type Tone } from '../ui/badge.tsx';

const words: Readonly<Record<FitVerdict, readonly [string, Tone]>> = {
  yes: ['fits', 'good'],
  tight: ['tight', 'warn'],
  unknown: ['fit unknown', 'quiet'],
  no: ['does not fit', 'bad'],
};

export function FitBadge({ fit }: { fit: Fit }) {
  const [text, tone] = words[fit.verdict];
  return <Badge tone={tone}>{text}</Badge>;
}

/** The verdict with its reasons; what fits needs none. */
export function FitReasons({ fit }: { fit: Fit }) {
  if (fit.reasons.length === 0) return <>It fits this device.</>;
  return (
    <ul className="grid gap-0.5">
      {fit.reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}

import type { MeasuredShare } from '../../../lib/balance/measured.ts';
import type { LabelName } from '../../../lib/model/persona.ts';
import { measuredOf, percentText } from './figures.ts';

/** How often the label is right when it is read from a text, and how often it is found. */
export function MeasuredLine({ label }: { label: LabelName }) {
  const found = measuredOf(label);
  return (
    <p className="mt-1.5 text-small text-soft tabular-nums">
      {found
        ? `Read from a text, it is right in ${shareText(found.precision)} and found in ${shareText(found.recall)}.`
        : 'How well it is read from a text was not measured.'}
    </p>
  );
}

function shareText({ share, n, low, high }: MeasuredShare): string {
  return `${percentText(share)} (${percentText(low)} to ${percentText(high)}, n ${n})`;
}

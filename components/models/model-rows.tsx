import { type CatalogueEntry, modelKey } from '../../lib/model/catalogue.ts';
import { cx } from '../ui/cx.ts';
import { ModelRow, rowGrid } from './model-row.tsx';

/** Models as lines under one heading. Each line names its own numbers for assistive technology and narrow screens. */
export function ModelRows({ label, entries }: { label: string; entries: readonly CatalogueEntry[] }) {
  return (
    <div className="rounded-box border border-line bg-sheet">
      <div
        aria-hidden="true"
        className={cx('hidden border-b border-line px-2 py-1 text-small text-soft', rowGrid)}
      >
        <span className="pl-5.5">Model</span>
        <span className="text-right">Parameters</span>
        <span>Quantisation</span>
        <span className="text-right">Download</span>
        <span className="text-right">Memory</span>
        <span>This device</span>
        <span />
      </div>
      <ul aria-label={label}>
        {entries.map((entry) => (
          <ModelRow key={modelKey(entry.choice)} entry={entry} />
        ))}
      </ul>
    </div>
  );
}

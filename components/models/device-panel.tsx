'use client';

import { describeDevice } from '../../lib/catalogue/describe.ts';
import { useModels } from '../providers/models.tsx';
import { StorageLines } from './storage-lines.tsx';

/** What this device has, in words: what the browser tells and no more. */
export function DevicePanel() {
  const device = useModels((state) => state.device);
  return (
    <section aria-labelledby="device-title" className="min-w-0">
      <h2 id="device-title" className="text-title font-semibold">
        This device
      </h2>
      <dl className="mt-2 grid gap-x-8 gap-y-3 text-ui tabular-nums wide:max-full:grid-cols-2">
        {device ? (
          describeDevice(device).map(({ term, value, note, limits }) => (
            <div key={term} className="min-w-0">
              <dt className="text-small text-soft">{term}</dt>
              <dd className="break-words">
                <span className={limits ? 'font-semibold text-warn' : 'font-semibold'}>{value}</span>
                {note !== null && <span className="block text-small text-soft">{note}</span>}
              </dd>
            </div>
          ))
        ) : (
          // As high as the lines that come.
          <div className="h-80" aria-live="polite">
            <dt className="text-small text-soft">Measuring…</dt>
            <dd className="shimmer mt-2 h-5 w-48" />
          </div>
        )}
        <StorageLines />
      </dl>
    </section>
  );
}

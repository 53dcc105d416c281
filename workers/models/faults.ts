import { fault, FaultError } from '../../lib/model/fault.ts';

/** A name that browsers give to the error of a full disk or quota, whatever interface it comes from. */
export function isQuotaError(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'QuotaExceededError';
}

/** Turns a storage's refusal in the middle into its fault; anything else stays as it is. */
export function storageFault(thrown: unknown): unknown {
  if (!isQuotaError(thrown)) return thrown;
  return new FaultError(
    fault(
      'storage-full',
      'This browser has no more room for the model. What was fetched so far is kept.',
      'Free disk space or remove other models, then go on with the download; or remove this one.',
    ),
  );
}

export function downloadFailed(message: string, hint?: string): FaultError {
  return new FaultError(fault('download-failed', message, hint));
}

export function corrupt(message: string): FaultError {
  return new FaultError(fault('model-corrupt', message, 'Try again later; the publisher’s copy may be damaged.'));
}

/** In the units that download dialogs of browsers use. */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit > 1 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
}

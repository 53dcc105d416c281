import { fault, FaultError } from '../model/fault.ts';

/** What is read: it stands in the sentences that people get. */
export type Carrier = 'link' | 'file';

export function corrupt(carrier: Carrier, detail = 'it is cut off, or was changed on its way'): FaultError {
  return new FaultError(fault('share-corrupt', `This ${carrier} cannot be read: ${detail}.`));
}

export function newer(carrier: Carrier, version: number, newest: number): FaultError {
  const message = `This ${carrier} was made by a newer Polyphony (format ${version}; this one reads up to ${newest}).`;
  return new FaultError(fault('share-newer', message));
}

export function tooLarge(message: string): FaultError {
  return new FaultError(fault('share-too-large', message));
}

/** A link that took longer than it may, whether by itself or because the machine was busy. */
export function outOfTime(): FaultError {
  const hint = 'Open it again when this device is less busy, or ask for a .polyphony file.';
  return new FaultError(fault('share-too-large', 'Reading this link takes too long.', hint));
}

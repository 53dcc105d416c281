import { fault, FaultError } from '../model/fault.ts';

/** The fault of a file that cannot be opened as answers. @param message what is wrong with it, in a sentence */
export function notReadable(message: string): FaultError {
  const hint = 'Choose a file that was exported here and not changed, or a .polyphony file.';
  return new FaultError(fault('bad-input', message, hint));
}

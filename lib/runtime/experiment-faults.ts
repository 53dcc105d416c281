import { fault } from '../model/fault.ts';

export const notOpen = fault('bad-input', 'No experiment is open.', 'Open one first.');
/** Of one that was deleted, here or in another tab. */
export const gone = fault('bad-input', 'This experiment is not kept here any more.', 'Choose another one.');
export const elsewhere = fault(
  'bad-input',
  'This experiment is running in another tab.',
  'Pause it there first, or wait until it is done and open it here again.',
);
export const isRecorded = fault(
  'bad-input',
  'This is a recording: its answers were written elsewhere.',
  'Reproduce it, then add more answers to yours.',
);

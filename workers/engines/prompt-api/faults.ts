import { fault, type Fault, FaultError } from '../../../lib/model/fault.ts';

export function contextOverflow(): Fault {
  return fault('context-overflow', 'The browser’s model has no room for this prompt.');
}

/** What the browser's error means. @param doing which call failed. */
export function browserFault(thrown: unknown, doing: 'load' | 'answer'): Fault {
  if (thrown instanceof FaultError) return thrown.fault;
  const { name, message } =
    thrown instanceof Error || thrown instanceof DOMException ? thrown : new Error(String(thrown));
  switch (name) {
    case 'AbortError':
      return fault('cancelled', 'Cancelled.');
    case 'QuotaExceededError':
      // The same name tells of a full disk and of a full context.
      return doing === 'load' ? fault('storage-full', 'The browser’s model needs more disk space.') : contextOverflow();
    case 'NotAllowedError':
      return doing === 'load'
        ? fault(
            'download-failed',
            'The browser fetches its model only after a click on this page, or a policy forbids it.',
          )
        : fault('unsupported', `The browser’s model gave no answer to this: ${message}`);
    case 'NotSupportedError':
    case 'TypeError':
    case 'SyntaxError':
      return fault('unsupported', `The browser’s model cannot do this: ${message}`);
    case 'NetworkError':
      return fault('download-failed', 'The browser could not fetch its model.');
    default:
      return doing === 'load'
        ? fault('engine-start-failed', `The browser’s model did not start: ${message}`)
        : fault('internal', `The browser’s model broke off: ${message}`);
  }
}

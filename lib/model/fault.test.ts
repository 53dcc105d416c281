import { expect, it } from 'vitest';
import { fault, faultCodes, FaultError, faultOf } from './fault.ts';

it('gives every code a hint, and crosses a clone unchanged', () => {
  for (const code of faultCodes) {
    const made = fault(code, 'It happened.');
    expect(made.hint).not.toBe('');
    expect(structuredClone(made)).toEqual(made);
  }
  expect(fault('bad-input', 'No.', 'Do this.').hint).toBe('Do this.');
});

it('says what may succeed when repeated', () => {
  expect(faultCodes.filter((code) => fault(code, '').retryable)).toEqual([
    'cancelled',
    'worker-crashed',
    'worker-unresponsive',
    'out-of-memory',
    'device-lost',
    'endpoint-unreachable',
    'rate-limited',
    'download-failed',
  ]);
});

it('finds the fault of whatever was thrown', () => {
  const full = fault('storage-full', 'No room.');
  expect(faultOf(new FaultError(full), 'bad-input')).toBe(full);
  expect(faultOf(new DOMException('x', 'AbortError')).code).toBe('cancelled');
  expect(faultOf(new RangeError('too far'), 'bad-input')).toMatchObject({ code: 'bad-input', message: 'too far' });
  expect(faultOf('text')).toMatchObject({ code: 'internal', message: 'text' });
  expect(faultOf(undefined).message).toBe('undefined');
});

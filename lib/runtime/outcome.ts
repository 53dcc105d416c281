import { type Fault, FaultError } from '../model/fault.ts';
import type { Outcome } from '../protocol/engine.ts';

/** A worker's answer as a value. @throws FaultError with the fault that it carries. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new FaultError(outcome.fault);
}

/** What stands in for the answer of a worker that died. */
export function failed(why: Fault): Outcome<never> {
  return { ok: false, fault: why };
}

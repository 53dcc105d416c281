import { fault, type Fault, FaultError, faultOf } from '../model/fault.ts';
import type { GenerateJob } from '../model/job.ts';
import type { EncodedPrompt } from './encode-chat.ts';
import type { MaskFor, TokenMask } from './token-mask.ts';

/** A job in the queue. */
export interface Waiting {
  readonly job: GenerateJob;
  /** When it came, in milliseconds of the scheduler's clock. */
  readonly at: number;
  /** Resolves once `mask` is there; never rejects. */
  readonly masked: Promise<void>;
  mask: { readonly ok: true; readonly value: TokenMask | null } | { readonly ok: false; readonly fault: Fault } | null;
  prepared: Prepared | null;
}

export interface Prepared {
  readonly prompt: EncodedPrompt;
  readonly prefixIds: readonly number[];
  /** Tokens that the row may hold in all. */
  readonly capacity: number;
}

/** A format is compiled while the job waits: that may take longer than many steps of the rows that run. */
export function waitingFor(job: GenerateJob, at: number, maskFor: MaskFor | undefined): Waiting {
  const { format } = job;
  if (format.kind === 'text')
    return { job, at, masked: Promise.resolve(), mask: { ok: true, value: null }, prepared: null };
  const masked = (maskFor ?? unsupported)(format).then(
    (value) => void (waiting.mask = { ok: true, value }),
    (thrown: unknown) => void (waiting.mask = { ok: false, fault: faultOf(thrown) }),
  );
  const waiting: Waiting = { job, at, masked, mask: null, prepared: null };
  return waiting;
}

/** Frees the mask of a job that leaves the queue without running, also one that is still being made. */
export function dropMask(waiting: Waiting): void {
  void waiting.masked.then(() => waiting.mask?.ok && waiting.mask.value?.dispose());
}

function unsupported(): Promise<never> {
  return Promise.reject(new FaultError(fault('unsupported', 'This model’s answers can be held to no format.')));
}

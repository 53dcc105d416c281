import type { Fault, FaultCode } from '../model/fault.ts';
import type { GenerateJob, JobEvent } from '../model/job.ts';
import type { GenerateOptions } from './host.ts';

/** What a smaller start may help against. */
export const tooLarge: ReadonlySet<FaultCode> = new Set<FaultCode>(['device-lost', 'out-of-memory']);

/**
 * Runs a job; when the device is lost or memory runs out in the middle, asks for a smaller start and continues once from
 * the text so far, which stands in the new prompt as the answer's beginning. What was streamed stays as it is.
 * @param shrink makes the engine start again with less; false when it cannot.
 */
export async function generateWithRescue(
  generate: (job: GenerateJob, options: GenerateOptions) => Promise<void>,
  job: GenerateJob,
  { signal, onEvent }: GenerateOptions,
  shrink: (why: Fault) => boolean,
): Promise<void> {
  const told = { text: '', tokens: 0, started: false, lost: null as Fault | null };
  await generate(job, {
    signal,
    onEvent: (event) => {
      if (event.type === 'failed' && tooLarge.has(event.fault.code)) {
        told.lost = event.fault;
        return;
      }
      if (event.type === 'started') told.started = true;
      if (event.type === 'delta') {
        told.text += event.text;
        told.tokens = event.tokens ?? told.tokens;
      }
      onEvent(event);
    },
  });
  const { text, tokens, started, lost: why } = told;
  if (!why) return;
  const left = job.sampling.maxTokens - tokens;
  // An answer held to a format cannot be taken up in the middle: its grammar would begin again.
  const canContinue = text === '' || job.format.kind === 'text';
  if (signal.aborted || left <= 0 || !canContinue || !shrink(why)) {
    onEvent({ type: 'failed', id: job.id, fault: why });
    return;
  }
  if (started) onEvent({ type: 'resumed', id: job.id, fault: why });
  await generate(continued(job, text, left), {
    signal,
    onEvent: onlyNew(job, text, tokens, started, onEvent),
  });
}

function continued(job: GenerateJob, text: string, left: number): GenerateJob {
  if (text === '') return job;
  return {
    ...job,
    prompt: { ...job.prompt, answerPrefix: text },
    sampling: { ...job.sampling, maxTokens: left },
  };
}

/** Leaves out what was told before: the start, and the text that is now the prefix. */
function onlyNew(
  job: GenerateJob,
  text: string,
  tokens: number,
  started: boolean,
  onEvent: (event: JobEvent) => void,
): (event: JobEvent) => void {
  let skip = text.length;
  return (event) => {
    if (event.type === 'started' && started) return;
    if (event.type !== 'delta') {
      onEvent(event);
      return;
    }
    const fresh = event.text.slice(Math.min(skip, event.text.length));
    skip -= event.text.length - fresh.length;
    if (fresh !== '' || event.tokens !== null)
      onEvent({ type: 'delta', id: job.id, text: fresh, tokens: event.tokens === null ? null : tokens + event.tokens });
  };
}

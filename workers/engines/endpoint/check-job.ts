import { fault, type Fault } from '../../../lib/model/fault.ts';
import type { GenerateJob } from '../../../lib/model/job.ts';

/** Why a job cannot be sent to a server, or null. */
export function checkJob({ prompt, sampling, format }: GenerateJob): Fault | null {
  if (prompt.messages.length === 0) return fault('bad-input', 'There is nothing to answer.');
  if (!Number.isInteger(sampling.maxTokens) || sampling.maxTokens < 1)
    return fault('bad-input', 'An answer needs room for one token at least.');
  if (format.kind === 'grammar')
    return fault('unsupported', 'Servers hold answers to a JSON schema, not to a grammar.');
  return format.kind === 'json' && !isSchema(format.schema)
    ? fault('bad-input', 'The schema is not a JSON object.')
    : null;
}

function isSchema(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

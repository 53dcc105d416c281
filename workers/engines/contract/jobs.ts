import type { JobId, Seed } from '../../../lib/model/ids.ts';
import type { GenerateJob, JobFormat, Sampling } from '../../../lib/model/job.ts';

export const greedy: Sampling = {
  temperature: 0,
  topP: 1,
  topK: 0,
  minP: 0,
  repetitionPenalty: 1,
  maxTokens: 24,
  stop: [],
  seed: 1 as Seed,
};

/** A chat of one question, greedy unless told otherwise. */
export function askJob(
  id: string,
  question: string,
  sampling: Partial<Sampling> = {},
  answerPrefix = '',
  format: JobFormat = { kind: 'text' },
): GenerateJob {
  return {
    id: id as JobId,
    prompt: {
      messages: [
        { role: 'system', content: 'You are a helpful assistant.' },
        { role: 'user', content: question },
      ],
      answerPrefix,
      sharedChars: 0,
    },
    sampling: { ...greedy, ...sampling },
    format,
  };
}

import type { JobId, Seed } from '../../../lib/model/ids.ts';
import type { GenerateJob, JobEvent, JobListener, Sampling } from '../../../lib/model/job.ts';
import { isEnd } from '../../../lib/model/job.ts';

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

export function askJob(id: string, question: string, sampling: Partial<Sampling> = {}, answerPrefix = ''): GenerateJob {
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
  };
}

/** Gathers events and checks their order as they come. */
export class Collector {
  readonly events: JobEvent[] = [];
  private readonly ends = new Map<JobId, JobEvent>();
  private waiting: (() => void)[] = [];
  readonly listen: JobListener = (events) => {
    for (const event of events) {
      if (this.ends.has(event.id)) throw new Error(`${event.id} had ended: ${event.type}`);
      this.events.push(event);
      if (isEnd(event)) this.ends.set(event.id, event);
    }
    for (const wake of this.waiting.splice(0)) wake();
  };
  /** Resolves once all of these ended. */
  async ended(...ids: readonly string[]): Promise<void> {
    while (!ids.every((id) => this.ends.has(id as JobId))) await new Promise<void>((wake) => this.waiting.push(wake));
  }
  end(id: string): JobEvent | undefined {
    return this.ends.get(id as JobId);
  }
  text(id: string): string {
    return this.events.map((e) => (e.type === 'delta' && e.id === id ? e.text : '')).join('');
  }
}

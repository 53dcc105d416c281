import type { Fault } from './fault.ts';
import type { JobId, Seed } from './ids.ts';
import type { FinishReason, Usage } from './run.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A chat that the engine continues; engines render it with their model's own markup. */
export interface ChatPrompt {
  readonly messages: readonly ChatMessage[];
  /** The assistant's turn starts with this text; the answer's text includes it. */
  readonly answerPrefix: string;
  /**
   * Characters at the start of the last message that other jobs of the run share (all messages before it are shared
   * too). An engine may compute them once; 0 when nothing is shared. It never changes the answer.
   */
  readonly sharedChars: number;
}

export interface Sampling {
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
  readonly minP: number;
  readonly repetitionPenalty: number;
  readonly maxTokens: number;
  readonly stop: readonly string[];
  readonly seed: Seed;
}

/** What the answer is held to after its prefix. An engine that cannot hold to it fails the job with `unsupported`. */
export type JobFormat =
  | { readonly kind: 'text' }
  /** A JSON schema as text. */
  | { readonly kind: 'json'; readonly schema: string }
  /** A grammar in EBNF with the start rule `root`, as GBNF and XGrammar read it. */
  | { readonly kind: 'grammar'; readonly ebnf: string };

export interface GenerateJob {
  readonly id: JobId;
  readonly prompt: ChatPrompt;
  readonly sampling: Sampling;
  readonly format: JobFormat;
}

/**
 * What happens to a job, in order: started once (it has left the queue), deltas, then exactly one of done, failed,
 * cancelled. Engines never tell `resumed`; the page's side does. A job cancelled or refused in the queue has no started.
 */
export type JobEvent =
  | { readonly type: 'started'; readonly id: JobId; readonly promptTokens: number | null }
  | { readonly type: 'delta'; readonly id: JobId; readonly text: string; readonly tokens: number | null }
  /** The engine was lost for this reason and goes on from the text so far on a new one; told at most once. */
  | { readonly type: 'resumed'; readonly id: JobId; readonly fault: Fault }
  | { readonly type: 'done'; readonly id: JobId; readonly finish: FinishReason; readonly usage: Usage }
  | { readonly type: 'failed'; readonly id: JobId; readonly fault: Fault }
  | { readonly type: 'cancelled'; readonly id: JobId; readonly usage: Usage | null };

export function isEnd(event: JobEvent): boolean {
  return event.type === 'done' || event.type === 'failed' || event.type === 'cancelled';
}

export type JobListener = (events: readonly JobEvent[]) => void;

/**
 * The part of the browser's Prompt API that we use (`LanguageModel` on the page). Some names changed between versions
 * of the specification; both are here, and either may be missing.
 */
export interface LanguageModelStatic {
  availability(options?: object): Promise<'unavailable' | 'downloadable' | 'downloading' | 'available'>;
  create(options: CreateOptions): Promise<LanguageModelSession>;
  /** Missing or null where the sampling may not be set: the specification keeps it to extensions and experiments. */
  params?: () => Promise<SamplingParams | null>;
}

export interface SamplingParams {
  readonly maxTopK: number;
  readonly maxTemperature: number;
}

export interface CreateOptions {
  readonly initialPrompts?: readonly PromptMessage[];
  /** Both or neither. */
  readonly temperature?: number;
  readonly topK?: number;
  readonly signal?: AbortSignal;
  readonly monitor?: (monitor: DownloadMonitor) => void;
}

export interface DownloadMonitor {
  /** `loaded` goes from 0 to 1. */
  addEventListener(type: 'downloadprogress', listener: (event: { readonly loaded: number }) => void): void;
}

export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
  /** On the last message, the assistant's: the model goes on from it. */
  readonly prefix?: boolean;
}

export interface PromptOptions {
  readonly signal?: AbortSignal;
  /** A JSON schema. */
  readonly responseConstraint?: object;
}

export interface LanguageModelSession {
  promptStreaming(input: readonly PromptMessage[], options?: PromptOptions): ReadableStream<string>;
  destroy(): void;
  readonly inputQuota?: number;
  readonly inputUsage?: number;
  readonly contextWindow?: number;
  readonly contextUsage?: number;
  measureInputUsage?: (input: readonly PromptMessage[], options?: PromptOptions) => Promise<number>;
  measureContextUsage?: (input: readonly PromptMessage[], options?: PromptOptions) => Promise<number>;
}

/** Tokens that a session has room for, null where the browser does not say. */
export function windowOf(session: LanguageModelSession): number | null {
  const tokens = session.contextWindow ?? session.inputQuota;
  return tokens !== undefined && Number.isFinite(tokens) && tokens > 0 ? tokens : null;
}

/** Tokens that a session holds and that this prompt would take, null where the browser does not say. */
export async function measure(
  session: LanguageModelSession,
  input: readonly PromptMessage[],
  options: PromptOptions,
): Promise<number | null> {
  const own = session.contextUsage ?? session.inputUsage ?? 0;
  if (session.measureContextUsage) return own + (await session.measureContextUsage(input, options));
  return session.measureInputUsage ? own + (await session.measureInputUsage(input, options)) : null;
}

import type { Trial } from '../model/experiment.ts';
import type { Cost } from '../model/experiment-result.ts';
import type { Usage } from '../model/run.ts';

/** What calls cost together. A figure that one of them does not tell is unknown; a failed call without usage cost nothing told. */
export function costOf(calls: readonly Trial[]): Cost {
  const usages = calls.flatMap(({ state, usage }) => (state === 'failed' && usage === null ? [] : [usage]));
  const sum = (of: (usage: Usage) => number | null): number | null =>
    usages.length === 0
      ? null
      : usages.reduce<number | null>((total, usage) => {
          const part = usage === null ? null : of(usage);
          return total === null || part === null ? null : total + part;
        }, 0);
  return {
    promptTokens: sum(({ promptTokens }) => promptTokens),
    completionTokens: sum(({ completionTokens }) => completionTokens),
    busyMs: sum(({ firstTokenMs, decodeMs }) => firstTokenMs + decodeMs),
  };
}

/** Tokens, prompt and completion, for each valid answer; null where they are unknown or no answer is valid. */
export function tokensPerValid({ promptTokens, completionTokens }: Cost, valid: number): number | null {
  if (promptTokens === null || completionTokens === null || valid === 0) return null;
  return (promptTokens + completionTokens) / valid;
}

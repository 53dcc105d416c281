import type { Usage } from '../../lib/model/run.ts';

/** What an engine of ours always counts. */
export type CountedUsage = { readonly [K in keyof Usage]: number };

/** @throws Error for an engine that leaves a count out: its figures would be guesses. */
export function counted(usage: Usage): CountedUsage {
  const { promptTokens, sharedTokens, completionTokens } = usage;
  if (promptTokens === null || sharedTokens === null || completionTokens === null)
    throw new Error('An answer came without its counts.');
  return { ...usage, promptTokens, sharedTokens, completionTokens };
}

import * as v from 'valibot';
import { listLimits } from './limits.ts';
import type { EndpointServer } from './server.ts';
import { refused } from './words.ts';

export interface ListedModel {
  readonly id: string;
  /** Who runs the server, as it says itself; empty when it does not. */
  readonly owner: string;
  readonly contextTokens: number | null;
}

// More than any service offers; a list is shown and searched.
const MOST_MODELS = 5_000;

const count = v.fallback(v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))), undefined);
const entry = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  owned_by: v.fallback(v.optional(v.string(), ''), ''),
  // Nothing of it is standard: vLLM, hosted routers, and llama.cpp in `meta`.
  max_model_len: count,
  context_length: count,
  meta: v.fallback(v.optional(v.object({ n_ctx: count }), {}), {}),
});

/** Asks for the server's models, in its own order; what has no name is left out. @throws FaultError */
export async function listModels(server: EndpointServer, signal: AbortSignal): Promise<readonly ListedModel[]> {
  const answer = await server.askJson({ path: 'models', body: null, limits: listLimits, signal });
  // Some services send the list bare.
  const list = v.safeParse(v.union([v.array(v.unknown()), v.object({ data: v.array(v.unknown()) })]), answer);
  if (!list.success) throw refused('The server answered with something that is not a list of models.');
  const items = Array.isArray(list.output) ? list.output : list.output.data;
  return items.slice(0, MOST_MODELS).flatMap((item) => {
    const read = v.safeParse(entry, item);
    if (!read.success) return [];
    const { id, owned_by, meta, max_model_len, context_length } = read.output;
    return [{ id, owner: owned_by, contextTokens: meta.n_ctx ?? max_model_len ?? context_length ?? null }];
  });
}

import type { GenerateJob, Sampling } from '../../../lib/model/job.ts';
import type { ListedModel } from './list-models.ts';
import type { Refusal } from './words.ts';

/**
 * The ways to begin an answer for the model, none of them standard: the last message is the assistant's and the server
 * goes on with it (llama.cpp, Ollama, LM Studio, hosted routers); the same with flags (vLLM, SGLang); the same with a
 * mark on the message (Mistral, DeepSeek).
 */
export const begins = ['message', 'flags', 'mark'] as const;
export type Begin = (typeof begins)[number];

/** What is known of how one server wants to be asked. */
export interface Dialect {
  readonly tokensField: 'max_tokens' | 'max_completion_tokens';
  /** Fields that it refused; they are left out. */
  readonly dropped: ReadonlySet<OptionalField>;
  /** How an answer is begun here; null when it cannot be, then the model is asked in words. */
  readonly begin: Begin | null;
  /** Whether a begun answer can also be held to a schema; llama.cpp refuses both at once. */
  readonly beginsFormats: boolean;
}

export const firstDialect: Dialect = {
  tokensField: 'max_tokens',
  dropped: new Set(),
  begin: null,
  beginsFormats: true,
};

// Not in OpenAI's interface. Two names of one setting: llama.cpp and LM Studio read the first, vLLM and SGLang the second.
const extraFields = ['top_k', 'min_p', 'repeat_penalty', 'repetition_penalty'] as const;
const optionalFields = [...extraFields, 'seed', 'stream_options'] as const;
type OptionalField = (typeof optionalFields)[number];

export type ChatBody = Readonly<Record<string, unknown>>;

/** Whether the server will be given the start of this job's answer, which its text then goes on from. */
export function isBegun(dialect: Dialect, { prompt, format }: GenerateJob): boolean {
  return dialect.begin !== null && prompt.answerPrefix !== '' && (format.kind === 'text' || dialect.beginsFormats);
}

/** The request for one job. Everything that may have a default at the server is said, so that "off" is off. */
export function chatBody(model: string, job: GenerateJob, dialect: Dialect): ChatBody {
  const { sampling, format } = job;
  const { top_k, ...optional } = {
    // -1 is off for every server that knows the field; 0 is not, for some.
    top_k: sampling.topK === 0 ? -1 : sampling.topK,
    min_p: sampling.minP,
    repeat_penalty: sampling.repetitionPenalty,
    repetition_penalty: sampling.repetitionPenalty,
    seed: sampling.seed,
    stream_options: { include_usage: true },
  } satisfies Record<OptionalField, unknown>;
  const kept = Object.entries({ top_k, ...optional }).filter(([name]) => !dialect.dropped.has(name as OptionalField));
  return {
    model,
    messages: messagesOf(job, dialect),
    stream: true,
    temperature: sampling.temperature,
    top_p: sampling.topP,
    [dialect.tokensField]: sampling.maxTokens,
    ...(sampling.stop.length > 0 && { stop: sampling.stop }),
    ...Object.fromEntries(kept),
    ...(isBegun(dialect, job) &&
      dialect.begin === 'flags' && { continue_final_message: true, add_generation_prompt: false }),
    ...(format.kind === 'json' && {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'answer', strict: true, schema: JSON.parse(format.schema) as unknown },
      },
    }),
  };
}

function messagesOf(job: GenerateJob, dialect: Dialect): readonly object[] {
  const { messages, answerPrefix } = job.prompt;
  if (answerPrefix === '') return messages;
  if (isBegun(dialect, job)) {
    const mark = dialect.begin === 'mark' ? { prefix: true } : {};
    return [...messages, { role: 'assistant', content: answerPrefix, ...mark }];
  }
  // JSON cannot begin with a text, so nothing is asked for.
  const last = messages.at(-1);
  if (job.format.kind !== 'text' || !last || answerPrefix.trim() === '') return messages;
  return [
    ...messages.slice(0, -1),
    { ...last, content: `${last.content}\n\nBegin your answer with: ${answerPrefix.trim()}` },
  ];
}

/** What to change after a refusal, or null when it is about the job itself. Each call drops something, so they end. */
export function adapt(dialect: Dialect, { status, raw }: Refusal): Dialect | null {
  if (status !== 400 && status !== 422) return null;
  const names = (field: string) => new RegExp(`\\b${field}\\b`).test(raw);
  if (dialect.tokensField === 'max_tokens' && names('max_completion_tokens'))
    return { ...dialect, tokensField: 'max_completion_tokens' };
  const left = optionalFields.filter((field) => !dialect.dropped.has(field));
  const named = left.filter(names);
  const extras = left.filter((field) => (extraFields as readonly string[]).includes(field));
  const isAboutFields = /unknown|unrecogni[sz]ed|unsupported|unexpected|extra|additional|not (permitted|allowed)/i.test(
    raw,
  );
  const drop = named.length > 0 ? named : isAboutFields ? extras : [];
  return drop.length > 0 ? { ...dialect, dropped: new Set([...dialect.dropped, ...drop]) } : null;
}

type Setting = Exclude<keyof Sampling, 'seed'>;

/**
 * The settings that this server heeds. An unknown field is silently ignored by many servers, so what is not standard
 * counts only for those that name themselves in their list of models and document it.
 */
export function heeded(dialect: Dialect, listed: ListedModel | undefined): readonly Setting[] {
  const owner = listed?.owner.toLowerCase() ?? '';
  const known = extrasOf.find(({ owners }) => owners.test(owner))?.fields ?? [];
  const extras = known.filter(([, field]) => !dialect.dropped.has(field)).map(([setting]) => setting);
  return ['temperature', 'topP', 'maxTokens', 'stop', ...extras];
}

/** What servers document beyond OpenAI's interface, by what they call the owner of their models. */
const extrasOf: readonly {
  readonly owners: RegExp;
  readonly fields: readonly (readonly [Setting, OptionalField])[];
}[] = [
  {
    owners: /^llamacpp$/,
    fields: [
      ['topK', 'top_k'],
      ['minP', 'min_p'],
      ['repetitionPenalty', 'repeat_penalty'],
    ],
  },
  {
    // LM Studio
    owners: /^organization_owner$/,
    fields: [
      ['topK', 'top_k'],
      ['repetitionPenalty', 'repeat_penalty'],
    ],
  },
  {
    owners: /^(vllm|sglang)$/,
    fields: [
      ['topK', 'top_k'],
      ['minP', 'min_p'],
      ['repetitionPenalty', 'repetition_penalty'],
    ],
  },
];

import type {
  CreateOptions,
  LanguageModelSession,
  LanguageModelStatic,
  PromptMessage,
  PromptOptions,
  SamplingParams,
} from './language-model.ts';

const QUOTA = 4096;
const ANSWER_WORDS = 400;

interface FakeOptions {
  params?: SamplingParams | null;
  downloads?: readonly number[];
  names?: 'old' | 'new';
  loadError?: Error | undefined;
  answerError?: Error | undefined;
}

const count = (messages: readonly PromptMessage[]) =>
  messages.reduce((sum, { content }) => sum + content.split(/\s+/).filter(Boolean).length, 0);

/** Behaves as the Prompt API's specification says, with words for tokens; no model is behind it. */
export class FakeLanguageModel implements LanguageModelStatic {
  readonly created: CreateOptions[] = [];
  readonly prompted: (readonly PromptMessage[])[] = [];
  /** Sessions that nobody has destroyed. */
  open = 0;

  constructor(readonly options: FakeOptions = {}) {}

  availability() {
    return Promise.resolve('available' as const);
  }

  params() {
    const { params = { maxTopK: 128, maxTemperature: 2 } } = this.options;
    return Promise.resolve(params);
  }

  async create(options: CreateOptions): Promise<LanguageModelSession> {
    await Promise.resolve();
    options.signal?.throwIfAborted();
    if (this.options.loadError) throw this.options.loadError;
    if ((options.temperature === undefined) !== (options.topK === undefined)) throw new TypeError('both or neither');
    this.created.push(options);
    options.monitor?.({
      addEventListener: (_type, listener) => {
        for (const loaded of this.options.downloads ?? []) listener({ loaded });
      },
    });
    this.open++;
    const used = count(options.initialPrompts ?? []);
    const measure = (input: readonly PromptMessage[]) => Promise.resolve(count(input));
    let destroyed = false;
    return {
      ...(this.options.names === 'old'
        ? { inputQuota: QUOTA, inputUsage: used, measureInputUsage: measure }
        : { contextWindow: QUOTA, contextUsage: used, measureContextUsage: measure }),
      promptStreaming: (input, how) => this.stream(input, how),
      destroy: () => {
        if (!destroyed) this.open--;
        destroyed = true;
      },
    };
  }

  private stream(input: readonly PromptMessage[], { signal, responseConstraint }: PromptOptions = {}) {
    this.prompted.push(input);
    const { answerError } = this.options;
    const words = responseConstraint ? [JSON.stringify(instance(responseConstraint))] : wordsFor(input);
    let at = 0;
    return new ReadableStream<string>({
      async pull(controller) {
        // A turn of the event loop, as every piece of a real answer takes.
        await new Promise((resolve) => setImmediate(resolve));
        const word = words[at++];
        if (signal?.aborted) controller.error(signal.reason);
        else if (answerError) controller.error(answerError);
        else if (word === undefined) controller.close();
        else controller.enqueue(word);
      },
    });
  }
}

/** As many words as the question asks for a long answer. */
function wordsFor(input: readonly PromptMessage[]): string[] {
  const long = input.some(({ content }) => content.includes('very long'));
  return Array.from({ length: long ? ANSWER_WORDS : 6 }, (_, i) => ` word${i}`);
}

/** Something that the contract's schemas allow. */
function instance(schema: object): unknown {
  if ('enum' in schema && Array.isArray(schema.enum)) return schema.enum[0];
  return { name: 'Cat', size: 'small', legs: 4, wild: false };
}

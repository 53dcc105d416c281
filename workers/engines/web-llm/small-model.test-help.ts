import type { JobFormat } from '../../../lib/model/job.ts';
import { createRandom } from '../../../lib/sampling/random.ts';
import type { Generation, LoadedModel, ModelOrder, Step } from './model-port.ts';

const lexicon = ['harbour', 'lantern', '日本語', '👩‍🚀', 'e\u0301', 'bread', 'bridge', 'honey'];
const BYTES_A_TOKEN = 3;

/**
 * A model of a few lines behind web-llm's port: words drawn with the job's seed, their bytes cut into tokens without
 * regard for characters, a window that fills, and formats that it knows by heart.
 */
export class SmallModel implements LoadedModel {
  disposed = false;
  running = 0;
  /** Set to let the next step never end, as on a GPU that went away. */
  stuck = false;

  constructor(
    private readonly order: ModelOrder,
    private readonly breathe: () => Promise<void>,
  ) {}

  countTokens(prompt: string): number {
    return prompt.split(' ').length;
  }

  async *generate(generation: Generation): AsyncGenerator<Step, void, void> {
    if (this.running > 0) throw new Error('Two at once.');
    this.running++;
    try {
      yield* this.steps(generation);
    } finally {
      this.running--;
    }
  }

  dispose(): Promise<void> {
    this.disposed = true;
    return Promise.resolve();
  }

  private async *steps({ prompt, sampling, format }: Generation): AsyncGenerator<Step, void, void> {
    const promptTokens = this.countTokens(prompt);
    const room = (this.order.contextTokens ?? Infinity) - promptTokens;
    const text = held(format);
    const seed = sampling.temperature === 0 ? 0 : sampling.seed;
    const bytes = new TextEncoder().encode(text ?? this.words(seed, prompt, 3 * sampling.maxTokens));
    for (let tokens = 1; ; tokens++) {
      await this.breathe();
      if (this.stuck) await new Promise<never>(() => undefined);
      const at = tokens * BYTES_A_TOKEN;
      const over = at >= bytes.length;
      const full = tokens >= sampling.maxTokens || tokens >= room;
      const step = { text: new TextDecoder().decode(bytes.subarray(0, at)), tokens, figures: null };
      yield { ...step, end: null };
      if (!over && !full) continue;
      yield { ...step, end: over ? 'stop' : 'length' };
      const figures = { promptTokens, completionTokens: tokens, prefillMs: 2, decodeMs: tokens - 1 };
      yield { ...step, end: null, figures };
      return;
    }
  }

  private words(seed: number, prompt: string, count: number): string {
    const random = createRandom(`${seed} ${prompt}`);
    return Array.from({ length: count }, () => ` ${lexicon[random.below(lexicon.length)] ?? ''}`).join('');
  }
}

/** The answer to what the contract asks for; null where it asks for nothing. */
function held(format: JobFormat): string | null {
  if (format.kind === 'text') return null;
  if (format.kind === 'json') return '{"name":"cat","size":"small","legs":4,"wild":false}';
  if (format.ebnf.endsWith('| ')) throw Object.assign(new Error('EBNF'), { name: 'GrammarMatcherInitError' });
  if (format.ebnf.includes('" word"')) return ' word'.repeat(1000);
  const quoted = /^root ::= (".+")\n$/.exec(format.ebnf)?.[1];
  return quoted === undefined ? 'yes, 12 times' : (JSON.parse(quoted) as string);
}

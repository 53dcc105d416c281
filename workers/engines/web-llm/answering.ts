import { badInput, fault, type Fault, FaultError } from '../../../lib/model/fault.ts';
import type { GenerateJob, JobEvent, JobListener } from '../../../lib/model/job.ts';
import type { FinishReason, Usage } from '../../../lib/model/run.ts';
import { AnswerText } from './answer-text.ts';
import type { ChatConfig } from './chat-config.ts';
import { engineFault } from './engine-faults.ts';
import type { Figures, LoadedModel, Step } from './model-port.ts';
import { renderPrompt } from './template.ts';

interface Surroundings {
  readonly emit: JobListener;
  readonly now: () => number;
}

/** One job from the queue to its end. */
export class Answering {
  private readonly queuedAt: number;
  private startedAt = 0;
  private firstAt: number | null = null;
  private lastAt = 0;
  private promptTokens = 0;
  private tokens = 0;
  private started = false;
  private ended = false;
  /** Settles the wait for the next step. */
  private leave: () => void = () => undefined;

  constructor(
    readonly job: GenerateJob,
    private readonly world: Surroundings,
  ) {
    this.queuedAt = world.now();
  }

  /** Ends it at once; the model finishes the step that it is in. */
  cancel(): void {
    this.end({ type: 'cancelled', id: this.job.id, usage: this.started ? this.usage(null) : null });
  }

  fail(why: Fault): void {
    this.end({ type: 'failed', id: this.job.id, fault: why });
  }

  /**
   * Resolves once the model is free for another job.
   * @param gone settles when the GPU goes away: the running step may never end then.
   */
  async run(
    model: LoadedModel,
    config: ChatConfig,
    contextTokens: number | null,
    gone: Promise<unknown>,
  ): Promise<void> {
    this.startedAt = this.world.now();
    try {
      const prompt = this.prompt(model, config, contextTokens);
      this.started = true;
      this.say({ type: 'started', id: this.job.id, promptTokens: this.promptTokens });
      const { answerPrefix } = this.job.prompt;
      if (answerPrefix !== '') this.say({ type: 'delta', id: this.job.id, text: answerPrefix, tokens: 0 });
      await this.follow(model, prompt, config.template.stop_str, gone);
    } catch (thrown) {
      this.fail(engineFault(thrown));
    }
  }

  /** @throws FaultError before anything is computed, when the job cannot be run. */
  private prompt(model: LoadedModel, config: ChatConfig, contextTokens: number | null): string {
    const { format, prompt } = this.job;
    if (format.kind === 'json') checkJson(format.schema);
    const text = renderPrompt(config.template, prompt);
    this.promptTokens = model.countTokens(text);
    if (contextTokens !== null && this.promptTokens + 1 > contextTokens)
      throw new FaultError(
        fault(
          'context-overflow',
          `The prompt takes ${this.promptTokens} tokens of a context of ${contextTokens}: there is no room for an answer.`,
        ),
      );
    return text;
  }

  private async follow(
    model: LoadedModel,
    prompt: string,
    ownStops: readonly string[],
    gone: Promise<unknown>,
  ): Promise<void> {
    const { sampling, format, prompt: asked } = this.job;
    const text = new AnswerText(ownStops, sampling.stop);
    const steps = model.generate({ prompt, answerPrefix: asked.answerPrefix, sampling, format });
    const left = new Promise<null>((resolve) => {
      this.leave = () => resolve(null);
    });
    let finish: FinishReason | null = null;
    let figures: Figures | null = null;
    while (!this.ended) {
      const next = await Promise.race([steps.next(), left]);
      if (!next || next.done) break;
      figures ??= next.value.figures;
      // The last step comes again with the figures.
      if (finish) continue;
      finish = this.take(next.value, text);
      if (text.stopped) break;
    }
    if (!this.ended) {
      if (finish) this.end({ type: 'done', id: this.job.id, finish, usage: this.usage(figures) });
      else throw new Error('WebLLM ended an answer without a reason.');
    }
    // Frees web-llm's lock, after the running step.
    await Promise.race([steps.return().catch(() => undefined), gone]);
  }

  /** Passes on what is new. @returns why the answer ends here, if it does. */
  private take(step: Step, text: AnswerText): FinishReason | null {
    this.count(step.tokens);
    let news = text.push(step.text);
    if (step.end && !text.stopped) news += text.end();
    const finish = text.stopped ?? (step.end && this.reason(step.end));
    if (news !== '') this.say({ type: 'delta', id: this.job.id, text: news, tokens: this.tokens });
    return finish;
  }

  private reason(end: 'stop' | 'length'): FinishReason {
    if (end === 'stop') return 'end';
    return this.tokens >= this.job.sampling.maxTokens ? 'length' : 'context';
  }

  private count(tokens: number): void {
    if (tokens <= this.tokens) return;
    this.tokens = tokens;
    this.lastAt = this.world.now();
    this.firstAt ??= this.lastAt;
  }

  /** @param figures null when the answer was cut short: then our own clock tells. */
  private usage(figures: Figures | null): Usage {
    return {
      promptTokens: figures?.promptTokens ?? this.promptTokens,
      // Each prompt is computed from its start.
      sharedTokens: 0,
      completionTokens: figures?.completionTokens ?? this.tokens,
      queueMs: this.startedAt - this.queuedAt,
      firstTokenMs: figures?.prefillMs ?? (this.firstAt === null ? 0 : this.firstAt - this.startedAt),
      decodeMs: figures?.decodeMs ?? (this.firstAt === null ? 0 : this.lastAt - this.firstAt),
      rows: 1,
    };
  }

  private end(event: JobEvent): void {
    if (this.ended) return;
    this.say(event);
    this.ended = true;
    this.leave();
  }

  private say(event: JobEvent): void {
    // A step that was under way when the job ended has nobody to tell.
    if (!this.ended) this.world.emit([event]);
  }
}

function checkJson(schema: string): void {
  try {
    JSON.parse(schema);
  } catch {
    throw badInput('The schema is not JSON.');
  }
}

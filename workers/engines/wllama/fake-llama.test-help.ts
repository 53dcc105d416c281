import type { Fault } from '../../../lib/model/fault.ts';
import type { LlamaPlan, LlamaRuntime, LlamaStep } from './llama-runtime.ts';
import type { LlamaRequest } from './request.ts';

interface Call {
  readonly request: LlamaRequest;
  readonly step: (step: LlamaStep) => void;
  readonly fail: (thrown: unknown) => void;
  readonly end: () => void;
}

const silent: LlamaStep = { text: '', tokens: null, promptTokens: null, cachedTokens: null, finish: null };

/** llama.cpp as the engine sees it, moved by hand. */
export class FakeLlama implements LlamaRuntime {
  readonly threads = 2;
  readonly contextTokens: number;
  readonly calls: Call[] = [];
  closed = false;

  constructor(private readonly plan: LlamaPlan) {
    this.contextTokens = plan.contextTokens;
  }

  complete(request: LlamaRequest, onStep: (step: LlamaStep) => void, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
      this.calls.push({ request, step: onStep, fail: reject, end: resolve });
    });
  }

  embed(): Promise<Float32Array[]> {
    return Promise.resolve([]);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  /** Dies as a crashed worker does. */
  die(why: Fault): void {
    this.plan.onDeath(why);
  }

  /** Says one text after another in the slot that was asked last or as told, then ends. */
  say(texts: readonly string[], finish: 'stop' | 'length' = 'stop', call = this.calls.at(-1)): void {
    for (const [i, text] of texts.entries())
      call?.step({ ...silent, text, tokens: i + 1, promptTokens: 12, cachedTokens: 3 });
    call?.step({ ...silent, tokens: texts.length, finish });
    call?.end();
  }
}

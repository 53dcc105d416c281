/** A bare page that runs the embedded model in WebLLM as it is published, for checks of the library itself. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Page } from '@playwright/test';
import { projectRoot } from '../kit/process.mjs';

const PUBLISHED = join(projectRoot, 'public', 'models', 'smollm2-135m-webgpu');
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Serves an empty page, web-llm and the published model on a free port of this machine. */
export async function serveModel(): Promise<{ url: string; close: () => void }> {
  const webLlm = join(projectRoot, 'node_modules', '@mlc-ai', 'web-llm', 'lib', 'index.js');
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/') {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>model</title>');
      return;
    }
    const file = pathname === '/web-llm.js' ? webLlm : join(PUBLISHED, normalize(pathname));
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const { size } = statSync(file);
    response.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Length': size,
    });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export interface GreedyAnswer {
  readonly promptTokens: number;
  /** The text of each token, with the one that ends the answer where it came to that. */
  readonly tokens: readonly string[];
  readonly finish: string;
  readonly prefillPerSecond: number;
  readonly decodePerSecond: number;
}

interface Choice {
  readonly finish_reason: string;
  readonly logprobs: {
    readonly content: readonly { readonly token: string }[];
  };
}
interface Usage {
  readonly prompt_tokens: number;
  readonly extra: { readonly prefill_tokens_per_s: number; readonly decode_tokens_per_s: number };
}
interface WebLlm {
  readonly CreateMLCEngine: (id: string, config: object) => Promise<Engine>;
}
interface Engine {
  completions: { create(ask: object): Promise<{ choices: readonly Choice[]; usage: Usage }> };
  resetChat(): Promise<void>;
}

/** Loads the model in a page of `url`; shaders compile for ten seconds and more. */
export async function loadModel(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.evaluate(async (origin) => {
    const { CreateMLCEngine } = (await import(`${origin}web-llm.js`)) as WebLlm;
    const record = {
      model_id: 'model',
      model: `${origin}resolve/main/`,
      model_lib: `${origin}smollm2-135m-q4f32.wasm`,
    };
    const engine = await CreateMLCEngine('model', { logLevel: 'WARN', appConfig: { model_list: [record] } });
    Object.assign(globalThis, { engine });
  }, url);
}

/** Continues a prompt as it stands, control tokens and all, with the likeliest token at each step. */
export function continueGreedily(page: Page, prompt: string, maxTokens: number): Promise<GreedyAnswer> {
  return page.evaluate(
    async ({ prompt, maxTokens }) => {
      const { engine } = globalThis as unknown as { engine: Engine };
      // Nothing of an earlier prompt may be in the cache: each case stands for itself.
      await engine.resetChat();
      const { choices, usage } = await engine.completions.create({
        prompt,
        max_tokens: maxTokens,
        temperature: 0,
        top_p: 1,
        // The only way to see where one token ends and the next begins; without top_logprobs WebLLM gives none at all.
        logprobs: true,
        top_logprobs: 1,
      });
      const [choice] = choices;
      if (!choice) throw new Error('WebLLM gave no answer');
      return {
        promptTokens: usage.prompt_tokens,
        tokens: choice.logprobs.content.map(({ token }) => token),
        finish: choice.finish_reason,
        prefillPerSecond: usage.extra.prefill_tokens_per_s,
        decodePerSecond: usage.extra.decode_tokens_per_s,
      };
    },
    { prompt, maxTokens },
  );
}

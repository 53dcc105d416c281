import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Parts of the installed web-llm that it keeps to itself, to test against what it really does. */
export interface InsideWebLlm {
  readonly tvmjs: { readonly LinearCongruentialGenerator: new () => Generator };
  readonly getConversationFromChatCompletionRequest: (
    request: { readonly messages: readonly object[] },
    config: { readonly conv_template: object },
    includeLastMessage: boolean,
  ) => { appendReplyHeader(role: string): void; getPromptArray(): string[] };
}

interface Generator {
  setSeed(seed: number): void;
  randomFloat(): number;
}

/** Imports a copy of the package's only module with more exports. */
export async function openWebLlm(): Promise<InsideWebLlm> {
  const source = createRequire(import.meta.url).resolve('@mlc-ai/web-llm');
  // Below node_modules, so that the test runner leaves seven megabytes alone.
  const caches = join(source, '../../../../.cache');
  await mkdir(caches, { recursive: true });
  const folder = await mkdtemp(join(caches, 'web-llm-'));
  try {
    const path = join(folder, 'inside.mjs');
    const more = '\nexport { libExports$2 as tvmjs, getConversationFromChatCompletionRequest };\n';
    await writeFile(path, (await readFile(source, 'utf8')) + more);
    return (await import(/* @vite-ignore */ pathToFileURL(path).href)) as InsideWebLlm;
  } finally {
    await rm(folder, { recursive: true });
  }
}

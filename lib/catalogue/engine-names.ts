import type { EngineId } from '../model/run.ts';

/** In the short form of a row. */
export const engineNames: Readonly<Record<EngineId, string>> = {
  chorus: 'Chorus',
  'web-llm': 'WebLLM',
  wllama: 'wllama',
  endpoint: 'Server',
  'prompt-api': 'Browser',
  scripted: 'Scripted',
};

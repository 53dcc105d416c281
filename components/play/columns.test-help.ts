import type { PersonaId, RunId } from '../../lib/model/ids.ts';
import type { Column, ModelChoice, Run } from '../../lib/model/run.ts';
import { defaultSettings } from '../../lib/model/settings.ts';

export const small: ModelChoice = { engine: 'chorus', model: 'smollm2-135m', name: 'SmolLM2 135M Instruct' };
export const qwen: ModelChoice = {
  engine: 'web-llm',
  model: 'Qwen2.5-0.5B-Instruct-q4f16_1-MLC',
  name: 'Qwen2.5-0.5B-Instruct-q4f16_1-MLC',
};
export const server: ModelChoice = { engine: 'endpoint', model: 'e1/llama3.2', name: 'llama3.2' };

const asRun = { model: null, settings: null };
export const control: Column = { kind: 'control', ...asRun };
export const voice = (id: string): Column => ({
  kind: 'persona',
  persona: { id: id as PersonaId, text: `A ${id} who sings`, labels: {}, shard: null },
  ...asRun,
});
export const on = (column: Column, model: ModelChoice): Column => ({ ...column, model });

export function runOf(columns: readonly Column[]): Run {
  const task = { id: 'math', shots: 'zero', system: null, template: '', answerPrefix: null, schema: null } as const;
  const spec = { version: 2 as const, task, columns, settings: defaultSettings, model: small };
  return { version: 2, id: 'r' as RunId, createdAt: 0, spec };
}

import { badInput } from '../model/fault.ts';
import type { JobFormat } from '../model/job.ts';
import type { TaskChoice } from '../model/run.ts';
import { tasks } from './tasks.ts';

/** As long as a template may be: longer ones take an engine seconds to compile. */
export const MAX_SCHEMA_CHARS = 4000;

/** What keeps a JSON schema from being used, in a sentence with what to do; null when it can be. */
export function schemaProblem(schema: string): string | null {
  if (schema.length > MAX_SCHEMA_CHARS) {
    return `The schema is longer than ${MAX_SCHEMA_CHARS.toLocaleString('en')} characters. Shorten it.`;
  }
  let value: unknown;
  try {
    value = JSON.parse(schema);
  } catch {
    return 'The schema is not valid JSON. Check its quotes, commas and braces.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'The schema must be a JSON object, such as {"type": "object"}.';
  }
  return null;
}

/** What answers are held to. @throws FaultError `bad-input` for a schema that `schemaProblem` objects to. */
export function formatOf({ schema }: TaskChoice): JobFormat {
  if (schema === null) return { kind: 'text' };
  const problem = schemaProblem(schema);
  if (problem !== null) throw badInput(problem);
  return { kind: 'json', schema };
}

/**
 * The text that answers start with. None while a schema holds: an answer is held to it after its prefix, so that a
 * prefix of words would make the whole no JSON, and a prefix that opens the object would open it twice.
 */
export function answerPrefixOf({ id, answerPrefix, schema }: TaskChoice): string {
  return schema === null ? (answerPrefix ?? tasks[id].answerPrefix) : '';
}

/** Where answers are cut. Nowhere while a schema holds: it knows its own end, and a cut would leave broken JSON. */
export function stopsOf({ id, schema }: TaskChoice): readonly string[] {
  return schema === null ? tasks[id].stop : [];
}

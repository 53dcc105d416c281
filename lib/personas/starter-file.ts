import * as v from 'valibot';
import { fault, FaultError } from '../model/fault.ts';
import type { PersonaLabels } from '../model/persona.ts';
import { normalisePersona } from './normalise.ts';
import type { PersonaInput } from './pack.ts';

/** What the starter file holds, with texts normalised and unknown labels left out. */
export interface StarterFile {
  readonly name: string;
  readonly licence: string;
  readonly source: string;
  readonly personas: readonly PersonaInput[];
}

/** The longest personas in use have a few hundred characters; a prompt has room for about this many. */
const MAX_TEXT = 2000;
/** The file is read whole, in one go: beyond this it should be a shard with a streaming import. */
const MAX_PERSONAS = 50_000;

/** How the file writes that nothing is known. */
const UNKNOWN = 'none';

const label = v.exactOptional(v.pipe(v.string(), v.nonEmpty()));
const labels = v.strictObject({
  region: label,
  country: label,
  age: label,
  occupation: v.exactOptional(v.pipe(v.string(), v.regex(/^([0-9]|none)$/, 'must be "0" to "9" (ISCO-08) or "none"'))),
  gender: label,
  language: label,
});

const text = v.pipe(
  v.string(),
  v.transform(normalisePersona),
  v.nonEmpty('is empty'),
  v.maxLength(MAX_TEXT, `is longer than ${MAX_TEXT} characters`),
);

const file = v.object({
  format: v.literal('polyphony-personas'),
  version: v.literal(1),
  name: v.pipe(v.string(), v.nonEmpty()),
  licence: v.pipe(v.string(), v.nonEmpty()),
  source: v.pipe(v.string(), v.nonEmpty()),
  labels: v.exactOptional(v.record(v.string(), v.unknown())), // for people who read the file
  personas: v.pipe(
    v.array(v.strictObject({ text, labels })),
    v.minLength(1, 'holds no persona'),
    v.maxLength(MAX_PERSONAS, `holds more than ${MAX_PERSONAS} personas`),
  ),
});

/**
 * Reads the starter file: JSON of format `polyphony-personas`, version 1. The label value "none" means unknown and is
 * left out. Throws a `bad-input` fault that names the row (from 1) and the field for anything that does not fit:
 * broken JSON, another format or version, a missing or unknown field, an empty or overlong text, a repeated persona.
 */
export function parseStarterFile(json: string): StarterFile {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    throw refuse('it is not JSON');
  }
  const read = v.safeParse(file, data, { abortEarly: true });
  if (!read.success) throw refuse(explain(read.issues[0]));
  const { name, licence, source } = read.output;
  const rowOf = new Map<string, number>();
  const personas = read.output.personas.map((persona, i) => {
    const earlier = rowOf.get(persona.text);
    if (earlier !== undefined) throw refuse(`row ${i + 1} repeats row ${earlier}`);
    rowOf.set(persona.text, i + 1);
    return { text: persona.text, labels: known(persona.labels) };
  });
  return { name, licence, source, personas };
}

function known(given: PersonaLabels): PersonaLabels {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== UNKNOWN));
}

/** "row 12: labels.age: Invalid type: Expected string but received 7" */
function explain(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map((item) => String(item.key));
  const [top, row, ...rest] = keys;
  const place = top === 'personas' && row !== undefined ? [`row ${Number(row) + 1}`, rest.join('.')] : [keys.join('.')];
  return [...place.filter((part) => part !== ''), issue.message].join(': ');
}

function refuse(what: string): FaultError {
  return new FaultError(fault('bad-input', `The starter file cannot be used: ${what}.`));
}

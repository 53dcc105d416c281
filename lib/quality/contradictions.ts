import type { PersonaLabels } from '../model/persona.ts';
import { attributeText } from '../personas/attribution/attribute-text.ts';
import { beginning, describesSame, firstPerson, namesAnother, opening } from './statements.ts';

/** What a text can say of its person otherwise than the persona does. */
export const contradictable = ['age', 'gender', 'country', 'occupation'] as const;
export type Contradictable = (typeof contradictable)[number];

/** Whether a persona's text states an attribute that an answer could contradict. */
export function statesAnything(persona: string): boolean {
  const labels = labelsOf(persona);
  return contradictable.some((name) => labels[name] !== undefined);
}

/**
 * Attributes that an answer states of its persona otherwise than the persona's own text: an age in another band, another
 * gender, country or group of occupations. Only two kinds of statements count as being about the persona: what the
 * answer says in the first person ("I am a …", "As a …, I"), and an opening whose noun phrase names the persona's
 * occupation ("A nurse in Oslo …" for a nurse); a problem about somebody else contradicts nobody. The occupation is
 * compared in the first person alone, because an opening that names another one is about somebody else.
 * Personas in English or Chinese and answers in English; precision before recall (`CONTRADICTION_PRECISION`).
 */
export function contradicts(text: string, persona: string): Contradictable[] {
  const known = labelsOf(persona);
  const found = new Set<Contradictable>();
  const compare = (statement: string, names: readonly Contradictable[]) => {
    const said = labelsOf(statement);
    for (const name of names) {
      if (said[name] !== undefined && known[name] !== undefined && said[name] !== known[name]) found.add(name);
    }
  };
  for (const statement of firstPerson(text)) {
    const sameWork = describesSame(statement, persona);
    compare(statement, sameWork ? ['age', 'gender', 'country'] : contradictable);
  }
  const start = opening(text);
  if (describesSame(start, persona)) {
    compare(beginning(start), ['age', 'country']);
    if (!namesAnother(start)) compare(start, ['gender']);
  }
  return contradictable.filter((name) => found.has(name));
}

const never = (): null => null;

/** Attribution without a detector: it reads English and Chinese, which script and small words tell. */
function labelsOf(text: string): PersonaLabels {
  return attributeText(text, never);
}

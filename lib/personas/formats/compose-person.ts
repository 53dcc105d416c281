import { isObject } from './fields.ts';

/** Said in the first sentence, in this order. */
const leading = ['name', 'age', 'gender', 'nationality', 'residence', 'occupation'];
// Deeper than this lie settings of programs, not of people.
const MAX_DEPTH = 3;

/**
 * Tells a person who is written as an object (TinyTroupe and the like) in sentences: "Oscar, 30, German, Berlin, Architect.
 * Education: …. Interests: …, …." Deterministic. Empty when nothing is said.
 */
export function composePerson(person: Readonly<Record<string, unknown>>): string {
  const first = leading.flatMap((key) => shortly(person[key]));
  const rest = Object.entries(person).flatMap(([key, value]) => {
    if (!leading.includes(key)) return tell(key, value, 0);
    // The rest of what was named shortly: an occupation's description.
    return key !== 'name' && isObject(value) ? details(value) : [];
  });
  const sentences = [...(first.length > 0 ? [first.join(', ')] : []), ...rest];
  return sentences.map((sentence) => (/[.!?。！？]$/u.test(sentence) ? sentence : `${sentence}.`)).join(' ');
}

function shortly(value: unknown): string[] {
  if (!isObject(value)) return simple(value);
  return simple(value.title ?? value.name);
}

function details(value: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(value).flatMap(([key, each]) => {
    if (key === 'title' || key === 'name') return [];
    return key === 'description' ? simple(each) : tell(key, each, 1);
  });
}

function tell(key: string, value: unknown, depth: number): string[] {
  const label = labelOf(key);
  if (isObject(value)) {
    return depth < MAX_DEPTH ? Object.entries(value).flatMap(([inner, each]) => tell(inner, each, depth + 1)) : [];
  }
  const texts = simple(value);
  return texts.length > 0 ? [`${label}: ${texts.join('; ')}`] : [];
}

function simple(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)];
  if (Array.isArray(value))
    return value.flatMap((each) => (isObject(each) ? Object.values(each).flatMap(simple) : simple(each)));
  return [];
}

/** "long_term_goals" as "Long term goals". */
function labelOf(key: string): string {
  const words = key.replaceAll(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

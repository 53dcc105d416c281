import type { Voice } from '../../lib/model/run.ts';

export const CONTROL_NAME = 'Control — no persona';

const article = /^(?:an?|the)\s+/i;
// What follows these words explains the person; the name is what stands before.
const tail = /\s+(?:who|whose|that|which|with|from|in|at|of|for|and|to|working|living|specializing|specialising)\s.*$/i;
const WORDS = 4;
/** Texts without spaces (Chinese, Japanese) are cut by characters instead. */
const CHARACTERS = 28;

/** A few words to call a persona by where its text does not fit: "retired lighthouse keeper". */
export function shortName(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  const sentence = line.split(/[.;:,!?。，；]/u)[0] ?? line;
  const bare = sentence.replace(article, '');
  const named = bare.replace(tail, '') || bare;
  const words = named.split(' ').slice(0, WORDS).join(' ');
  const short = words || line;
  return short.length > CHARACTERS
    ? `${Array.from(short)
        .slice(0, CHARACTERS - 1)
        .join('')}…`
    : short;
}

export function columnName(column: Voice): string {
  return column.kind === 'control' ? 'Control' : shortName(column.persona.text);
}

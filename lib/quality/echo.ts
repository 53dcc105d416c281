import { rougeTokens } from '../metrics/tokens.ts';
import { copied } from './runs.ts';

/** Three words in a row are shared by chance ("a nurse in"); four seldom are. */
const RUN = 4;

/**
 * The share of a text's words that merely parrot its persona: those in runs of four or more that the persona's text has,
 * too, 0 to 1. A persona of fewer words counts when all of it is there. 0 for a text without words.
 */
export function echoShare(text: string, persona: string): number {
  const words = rougeTokens(text);
  const source = rougeTokens(persona);
  if (words.length === 0 || source.length === 0) return 0;
  const found = copied(words, [source], Math.min(RUN, source.length));
  return found.filter(Boolean).length / words.length;
}

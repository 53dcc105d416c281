import { capitalised, wordsOf } from './english.ts';
import { firstOf, type Transform } from './transform.ts';

const whole = (change: (text: string) => string): Transform => {
  return (text) => {
    const made = change(text);
    return made === text ? null : made;
  };
};

const titled = (text: string) => {
  let made = '';
  let at = 0;
  for (const { from, to, text: word } of wordsOf(text)) {
    made += text.slice(at, from) + capitalised(word);
    at = to;
  }
  return made + text.slice(at);
};

/** Sentence ends and pauses alone; hyphens and apostrophes make words, so they stay. */
const end = /\s*[.!?。！？।؟]+\s*$/u;
const bare = (text: string) => text.replace(end, '').replace(/[,;:،、，；：]+(?=\s)/gu, '');
const otherEnd = (text: string) => {
  if (end.test(text)) return text.replace(end, (found) => (found.includes('!') || found.includes('！') ? '.' : '!'));
  return `${text.trimEnd()}.`;
};
const otherPauses = (text: string) => text.replace(/([,;]) /g, (_, pause: string) => (pause === ',' ? '; ' : ', '));

const change = firstOf([
  whole((text) => text.toUpperCase()),
  whole((text) => otherEnd(text.toLowerCase())),
  whole((text) => bare(text.toLowerCase())),
  whole(titled),
  whole(otherEnd),
  whole((text) => otherPauses(otherEnd(text))),
]);

/** Another case and other punctuation; every word stays. */
export const changeCase: Transform = (text, random) => (/[\p{L}\p{N}]/u.test(text) ? change(text, random) : null);

const ask = /[?？؟]|\b(?:find|calculate|compute|determine|prove|show that|how (?:many|much|long|far|often|old))\b/i;
const numberWord =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|half|third|quarter|dozen|twice|double)s?\b/i;

/** By a question mark, or by a word that sets a problem ("Find the area …"). */
export const asksSomething = (text: string): boolean => ask.test(text);

/** In digits of any script, or in English words from two on. */
export const hasNumber = (text: string): boolean => /\p{N}/u.test(text) || numberWord.test(text);

const headings = /(?:^|[\n.?!)*]\s*)(?:\*\*)?(?:solution|answer|explanation|step 1)(?:\*\*)?\s*[:：]/i;
const phrases =
  /\b(?:the (?:final |correct )?answer is|to solve this|to find (?:the|out|how)[^.?!]{0,60}, (?:we|you|she|he|i|they|divide|multiply|add|subtract)|let['’]?s (?:solve|calculate|compute|break)|therefore,? (?:the|she|he|they|it|there|we)\b)/i;
const equation = /[\d)%]\s*[-+*/×÷−x]\s*[$€£]?\(?\d[^=\n]{0,40}=\s*[$€£]?\d/;

/**
 * Whether a problem's text also solves it: by a heading ("Solution:"), a phrase ("the answer is"), or a calculation with
 * its result behind the first question. "Therefore" among the clues of a puzzle counts only behind its question, too.
 */
export function givesSolution(text: string): boolean {
  if (headings.test(text)) return true;
  const asked = text.search(/[?？؟]/);
  if (asked < 0) return false;
  const behind = text.slice(asked + 1);
  return phrases.test(behind) || equation.test(behind);
}

/** A number as people write one: a sign, thousands in threes, a decimal part, a fraction. */
const number = String.raw`[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s*/\s*[-−]?\d+(?:\.\d+)?)?`;
/** What stands between a phrase and its number: currency, "approximately", a bracket of LaTeX. */
const between = String.raw`[^\d\n.−-]{0,24}?`;

const marks = [
  new RegExp(String.raw`\\boxed\{${between}(${number})`, 'g'),
  new RegExp(String.raw`####${between}(${number})`, 'g'),
  new RegExp(
    String.raw`\b(?:final )?answer(?: is| was| should be| would be| equals)?\s*[:=]?\s*(?:x|n|y)?\s*=?${between}(${number})`,
    'gi',
  ),
];

/**
 * The final answer of a solution: the number behind its last mark (`\boxed{}`, `####`, "the answer is"), else the one
 * behind its last "=" sign, else its last number; null where there is none. Thousands' commas are dropped, fractions
 * are divided out; of several numbers behind a mark the first one counts.
 */
export function readNumber(text: string): number | null {
  for (const mark of marks) {
    const last = [...text.matchAll(mark)].at(-1)?.[1];
    if (last !== undefined) return valueOf(last);
  }
  const equation = [...text.matchAll(new RegExp(String.raw`=\s*[$€£¥]?\s*(${number})`, 'g'))].at(-1)?.[1];
  if (equation !== undefined) return valueOf(equation);
  const last = text.match(new RegExp(number, 'g'))?.at(-1);
  return last === undefined ? null : valueOf(last);
}

function valueOf(written: string): number | null {
  const [top, bottom] = written.split('/').map((part) => Number(part.replace(/[,\s]/g, '').replace('−', '-')));
  const value = bottom === undefined ? top : (top ?? NaN) / bottom;
  return value !== undefined && Number.isFinite(value) ? value : null;
}

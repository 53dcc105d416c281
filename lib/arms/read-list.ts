import type { TaskChoice } from '../model/run.ts';
import { answerPrefixOf, stopsOf } from '../prompt/schema.ts';

/** A line that begins an item: its number, perhaps in bold or after a dash, then perhaps a probability. */
const NUMBERED = /^[ \t]*(?:[-*#>]+[ \t]*)?(?:(?:answer|response|item|option)[ \t]*)?(\d{1,2})[ \t]*[.):][ \t]*/i;
const NAMED = String.raw`(?:probability|prob\.?|p)[ \t]*[:=]?[ \t]*`;
/** What cannot be anything else than a probability, even without brackets. */
const SURE = String.raw`(?:[01]?\.\d+|\d{1,3}(?:\.\d+)?[ \t]*%)`;
/** Small models write probabilities such as 7.89, too. */
const ANY = String.raw`\d{0,4}\.?\d{1,6}[ \t]*%?`;
/** `(0.25)`, `[25%]`, `**0.25**`, `probability: 0.25,` and the like, with what separates it from the answer. */
const PROBABILITY = new RegExp(
  String.raw`^(?:(?:\*\*|[([<])[ \t]*(?:${NAMED})?${ANY}[ \t]*(?:\*\*|[)\]>])|(?:${NAMED})?${SURE})[ \t]*[-:,–—]?[ \t]*`,
  'i',
);
/** The same after an answer, where a number in brackets may well belong to the answer. */
const PROBABILITY_BEHIND = new RegExp(
  String.raw`[ \t]*(?:[([][ \t]*(?:${NAMED})?${SURE}[ \t]*[)\]]|\b(?:probability|prob\.?)[ \t]*[:=][ \t]*${SURE})[ \t.]*$`,
  'i',
);

interface Line {
  readonly text: string;
  readonly number: number;
  /** What stands behind the number and the probability. */
  readonly rest: string;
  readonly probable: boolean;
  readonly prefixed: boolean;
}

/**
 * The items of a list that a model wrote, in order, `most` at most, each as if it had been the only answer: without its
 * number and probability, cut where the task cuts its answers. Models keep to the form only roughly, so it reads three
 * forms, strictest first: numbers in sequence with a probability or the task's first words behind them; numbers in
 * sequence alone; lines that begin with the task's first words. A text of none of them is no list: no items.
 */
export function readList(text: string, task: TaskChoice, most: number): readonly string[] {
  const prefix = answerPrefixOf(task).trim();
  const lines = text.split('\n').map((line) => readLine(line, prefix));
  const marked = startsOf(lines, (line) => line.probable || line.prefixed);
  const starts =
    marked.length > 1
      ? marked
      : pickLonger(
          marked,
          startsOf(lines, () => true),
        );
  const chosen = prefix === '' ? starts : pickLonger(starts, prefixedLines(lines, prefix));
  const stops = stopsOf(task);
  return chosen
    .slice(0, most)
    .map((start, i) => itemText(lines, start, chosen[i + 1] ?? lines.length, stops))
    .filter((item) => item !== '' && item !== prefix);
}

function readLine(text: string, prefix: string): Line {
  const head = NUMBERED.exec(text);
  const behind = head === null ? text : text.slice(head[0].length);
  const probability = head === null ? null : PROBABILITY.exec(behind);
  const rest = probability === null ? behind : behind.slice(probability[0].length);
  return {
    text,
    number: head === null ? 0 : Number(head[1]),
    rest,
    probable: probability !== null,
    prefixed: prefix !== '' && rest.startsWith(prefix),
  };
}

/** Lines numbered 1, 2, 3 … in this order; numbered lists inside an answer seldom go on where the outer one was. */
function startsOf(lines: readonly Line[], isOne: (line: Line) => boolean): readonly number[] {
  const starts: number[] = [];
  for (const [at, line] of lines.entries()) if (line.number === starts.length + 1 && isOne(line)) starts.push(at);
  return starts;
}

function prefixedLines(lines: readonly Line[], prefix: string): readonly number[] {
  return [...lines.keys()].filter((at) => {
    const line = lines[at];
    return line !== undefined && (line.prefixed || line.text.trimStart().startsWith(prefix));
  });
}

/** Ties go to the first, which is the stricter one. */
function pickLonger(first: readonly number[], second: readonly number[]): readonly number[] {
  return second.length > first.length ? second : first;
}

function itemText(lines: readonly Line[], start: number, end: number, stops: readonly string[]): string {
  const first = lines[start]?.rest ?? '';
  const others = lines.slice(start + 1, end).map((line) => line.text);
  const whole = [first, ...others].join('\n').trim();
  const cuts = stops.map((stop) => whole.indexOf(stop)).filter((at) => at > 0);
  const cut = whole.slice(0, Math.min(whole.length, ...cuts));
  return cut.replace(PROBABILITY_BEHIND, '').trim();
}

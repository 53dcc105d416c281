export interface Segment {
  readonly text: string;
  readonly marked: boolean;
}

type Marks = readonly (readonly [from: number, to: number])[];

/** The text in pieces, marked or not; overlapping marks become one. Joined they are the text again. */
export function segmentsOf(text: string, marks: Marks): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const [from, to] of marks.toSorted(([a], [b]) => a - b)) {
    const start = Math.max(at, Math.min(from, text.length));
    const end = Math.min(to, text.length);
    if (end <= start) continue;
    if (start > at) segments.push({ text: text.slice(at, start), marked: false });
    const last = segments.at(-1);
    if (last?.marked) segments[segments.length - 1] = { text: last.text + text.slice(start, end), marked: true };
    else segments.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) segments.push({ text: text.slice(at), marked: false });
  return segments;
}

/** Some three lines of a list: what a row may show; more would be laid out for nothing. */
const EXCERPT = 360;
/** A mark this far from the start is in sight without cutting. */
const IN_SIGHT = 150;
/** What is left before the first mark of a cut text: where the sentence comes from. */
const BEFORE = 48;

/** The part of a long text that shows its first mark; shorter texts stay whole. */
export function excerptOf(text: string, marks: Marks): readonly Segment[] {
  const first = Math.min(...marks.map(([from]) => from));
  if (text.length <= EXCERPT && (marks.length === 0 || first <= IN_SIGHT)) return segmentsOf(text, marks);
  const from = marks.length > 0 && first > IN_SIGHT ? wordBefore(text, first - BEFORE) : 0;
  const to = Math.min(text.length, from + EXCERPT);
  const segments = segmentsOf(
    text.slice(from, to),
    marks.map(([start, end]) => [Math.max(0, start - from), end - from] as const),
  );
  return from === 0 ? segments : [{ text: '… ', marked: false }, ...segments];
}

/** The start of a word at or after `at`, within some characters; scripts without spaces are cut where they are. */
function wordBefore(text: string, at: number): number {
  const space = text.indexOf(' ', at);
  if (space >= 0 && space < at + BEFORE) return space + 1;
  // Never between the two halves of one character.
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

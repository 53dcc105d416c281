import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';

/** Longer formulae are shown as they were written. */
export const LONGEST_INLINE = 1_000;
const LONGEST_LINES = 60;

/**
 * Teaches the parser formulae: `$…$` and `\(…\)` within a line, `$$…$$` and `\[…\]` on their own. Tokens are of type
 * `math`, with the formula as content, the whole source as info and `display` as markup where it is.
 */
export function mathRules(parser: MarkdownIt): void {
  parser.inline.ruler.before('escape', 'math', inlineMath);
  parser.block.ruler.before('fence', 'math', blockMath, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
}

interface Found {
  readonly tex: string;
  readonly end: number;
  readonly display: boolean;
}

function inlineMath(state: StateInline, silent: boolean): boolean {
  const found = findInline(state.src, state.pos, state.posMax);
  if (!found) return false;
  if (!silent) {
    const token = state.push('math', '', 0);
    token.content = found.tex;
    token.info = state.src.slice(state.pos, found.end);
    token.markup = found.display ? 'display' : '';
  }
  state.pos = found.end;
  return true;
}

/** A formula that starts exactly at `at`; null where there is none, or where a dollar means money. */
export function findInline(text: string, at: number, end: number): Found | null {
  const two = text.slice(at, at + 2);
  if (two === '\\(') return between(text, at, end, '\\)', false);
  if (two === '\\[') return between(text, at, end, '\\]', true);
  if (two === '$$') return between(text, at, end, '$$', true);
  return text[at] === '$' ? dollars(text, at, end) : null;
}

function between(text: string, at: number, end: number, close: string, display: boolean): Found | null {
  const limit = Math.min(end, at + LONGEST_INLINE);
  const stop = text.slice(at + 2, limit).indexOf(close);
  if (stop < 0) return null;
  const tex = text.slice(at + 2, at + 2 + stop);
  return tex.trim() === '' ? null : { tex, end: at + 2 + stop + close.length, display };
}

/** An amount that goes on in words: "5 million", "10 dollars or", "3k". */
const money = /^\d[\d.,]*(?:\s*(?:k|m|bn|mn)\b|\s+[a-z]{2,}(?:[\s,.;:!?)]|$))/i;

/** As Pandoc has it: no space inside the dollars, no digit after them; and no letter or digit before. */
function dollars(text: string, at: number, end: number): Found | null {
  if (/[\p{L}\p{N}\\$]/u.test(text[at - 1] ?? '')) return null;
  const stop = closingDollar(text, at + 1, Math.min(end, at + LONGEST_INLINE));
  if (stop < 0) return null;
  const tex = text.slice(at + 1, stop);
  if (tex === '' || /^\s|\s$/.test(tex) || /[\p{L}\p{N}]/u.test(text[stop + 1] ?? '')) return null;
  return money.test(tex) && !tex.includes('\\') ? null : { tex, end: stop + 1, display: false };
}

function closingDollar(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '$') return at;
  }
  return -1;
}

const closing: Readonly<Record<string, string>> = { $$: '$$', '\\[': '\\]' };

function blockMath(state: StateBlock, first: number, endLine: number, silent: boolean): boolean {
  const from = start(state, first);
  const open = state.src.slice(from, from + 2);
  const close = closing[open];
  // Four columns make code of a line.
  if (close === undefined || (state.sCount[first] ?? 0) - state.blkIndent >= 4) return false;
  const last = lastLine(state, first, endLine, close);
  if (last === null) return false;
  if (silent) return true;
  const indent = state.sCount[first] ?? 0;
  const source = state.getLines(first, last + 1, indent, false).trim();
  state.line = last + 1;
  const token = state.push('math', '', 0);
  token.block = true;
  token.map = [first, last + 1];
  token.info = source;
  token.content = source.slice(open.length, -close.length);
  token.markup = 'display';
  return true;
}

/** The line that ends with the closing mark and has it nowhere else; null where the formula never ends. */
function lastLine(state: StateBlock, first: number, endLine: number, close: string): number | null {
  for (let line = first; line < Math.min(endLine, first + LONGEST_LINES); line++) {
    // Outside of the quote or the item that it began in.
    if (line > first && (state.sCount[line] ?? 0) < state.blkIndent) return null;
    const at = start(state, line) + (line === first ? 2 : 0);
    const text = state.src.slice(at, state.eMarks[line]).trimEnd();
    const found = text.indexOf(close);
    if (found < 0) continue;
    const own = line > first || found > 0;
    return found === text.length - close.length && own ? line : null;
  }
  return null;
}

function start(state: StateBlock, line: number): number {
  return (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
}

import MarkdownIt, { type Token } from 'markdown-it';
import { countHidden } from '../../lib/share/visible.ts';
import { mathRules } from './math-rules.ts';
import type { Block, Inline, MathNode, TableRow } from './nodes.ts';

/**
 * The longest text that is shown for reading; four times what models are asked for. Hostile texts of this length take
 * the parser 0.3 s at worst, and grow with its square.
 */
export const LONGEST_TEXT = 20_000;
/** More parts than this take a browser too long to lay out. */
const MOST_PARTS = 6_000;
/** Each gets an element of its own. */
const MOST_HIDDEN = 2_000;
/** Lists in lists, quotes in quotes: deeper ones are shown as they were written. */
const DEEPEST = 16;

const parser = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: DEEPEST });
// What may be followed is decided where it is shown; refused addresses are then still told.
parser.validateLink = () => true;
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false }).add('//', null).add('ftp:', null);
// A definition would vanish from the text.
parser.disable('reference');
parser.use(mathRules);

/**
 * Takes a text apart.
 * @returns null for one that is too long or has too many parts; it is shown as it was written then
 */
export function readMarkdown(text: string): readonly Block[] | null {
  if (text.length > LONGEST_TEXT || countHidden(text) > MOST_HIDDEN) return null;
  if (isJson(text)) return [{ kind: 'code', text }];
  const tokens = parser.parse(text, {});
  const parts = tokens.reduce((sum, { children }) => sum + 1 + (children?.length ?? 0), 0);
  return parts > MOST_PARTS ? null : blocksOf(new Stream(tokens), null);
}

/** Asked for with a schema: stars and dashes in it mean nothing. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Tokens one after the other, as the parser has them: what opens also closes. */
class Stream {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  next(): Token | null {
    return this.tokens[this.at++] ?? null;
  }
}

function blocksOf(stream: Stream, until: string | null): readonly Block[] {
  const blocks: Block[] = [];
  for (let token = stream.next(); token && token.type !== until; token = stream.next()) {
    const block = blockOf(token, stream);
    if (block) blocks.push(block);
  }
  return blocks;
}

function blockOf(token: Token, stream: Stream): Block | null {
  switch (token.type) {
    case 'paragraph_open':
      return { kind: token.hidden ? 'line' : 'paragraph', children: contentOf(stream, 'paragraph_close') };
    case 'heading_open':
      return { kind: 'heading', level: Number(token.tag.slice(1)), children: contentOf(stream, 'heading_close') };
    case 'blockquote_open':
      return { kind: 'quote', children: blocksOf(stream, 'blockquote_close') };
    case 'bullet_list_open':
      return { kind: 'list', start: null, items: itemsOf(stream, 'bullet_list_close') };
    case 'ordered_list_open':
      return { kind: 'list', start: Number(token.attrGet('start') ?? 1), items: itemsOf(stream, 'ordered_list_close') };
    case 'table_open':
      return { kind: 'table', rows: rowsOf(stream) };
    case 'fence':
    case 'code_block':
      return { kind: 'code', text: token.content.replace(/\n$/, '') };
    case 'math':
      return mathOf(token);
    case 'hr':
      return { kind: 'rule' };
    case 'inline':
      return { kind: 'line', children: inlinesOf(new Stream(token.children ?? []), null) };
    default:
      // Nothing that the parser was not asked for; its text is never lost.
      return token.content === '' ? null : { kind: 'code', text: token.content };
  }
}

/** What stands in a paragraph, a heading or a cell. */
function contentOf(stream: Stream, until: string): readonly Inline[] {
  return blocksOf(stream, until).flatMap((block) => (block.kind === 'line' ? block.children : []));
}

function itemsOf(stream: Stream, until: string): readonly (readonly Block[])[] {
  const items: (readonly Block[])[] = [];
  for (let token = stream.next(); token && token.type !== until; token = stream.next())
    if (token.type === 'list_item_open') items.push(blocksOf(stream, 'list_item_close'));
  return items;
}

function rowsOf(stream: Stream): readonly TableRow[] {
  const rows: TableRow[] = [];
  let head = false;
  let cells: TableRow['cells'][number][] = [];
  for (let token = stream.next(); token && token.type !== 'table_close'; token = stream.next()) {
    if (token.type === 'thead_open' || token.type === 'thead_close') head = token.type === 'thead_open';
    else if (token.type === 'tr_open') cells = [];
    else if (token.type === 'tr_close') rows.push({ head, cells });
    else if (token.type === 'th_open' || token.type === 'td_open')
      cells.push({ align: alignOf(token), children: contentOf(stream, token.type.replace('open', 'close')) });
  }
  return rows;
}

function alignOf(token: Token): 'left' | 'center' | 'right' | null {
  const found = /^text-align:(left|center|right)$/.exec(String(token.attrGet('style') ?? ''));
  return (found?.[1] as 'left' | 'center' | 'right' | undefined) ?? null;
}

function inlinesOf(stream: Stream, until: string | null): readonly Inline[] {
  const inlines: Inline[] = [];
  for (let token = stream.next(); token && token.type !== until; token = stream.next()) {
    const inline = inlineOf(token, stream);
    const last = inlines.at(-1);
    if (inline.kind === 'text' && last?.kind === 'text')
      inlines[inlines.length - 1] = { kind: 'text', text: last.text + inline.text };
    else if (inline.kind !== 'text' || inline.text !== '') inlines.push(inline);
  }
  return inlines;
}

function inlineOf(token: Token, stream: Stream): Inline {
  switch (token.type) {
    case 'code_inline':
      return { kind: 'code', text: token.content };
    case 'softbreak':
    case 'hardbreak':
      return { kind: 'break' };
    case 'strong_open':
      return { kind: 'strong', children: inlinesOf(stream, 'strong_close') };
    case 'em_open':
      return { kind: 'emphasis', children: inlinesOf(stream, 'em_close') };
    case 's_open':
      return { kind: 'deleted', children: inlinesOf(stream, 's_close') };
    case 'link_open':
      return { kind: 'link', address: attribute(token, 'href'), children: inlinesOf(stream, 'link_close') };
    case 'image':
      return { kind: 'image', alt: token.content, address: attribute(token, 'src') };
    case 'math':
      return mathOf(token);
    default:
      return { kind: 'text', text: token.content };
  }
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? '');
}

function mathOf({ content, info, markup }: Token): MathNode {
  return { kind: 'math', tex: content, source: info, display: markup === 'display' };
}

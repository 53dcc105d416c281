import { mdBlock, mdLine } from '../export/markdown.ts';
import { composeReport, type ReportInput } from './compose.ts';
import type { Block, ReportTable, ShownFigure } from './document.ts';
import { imageOf } from './image.ts';

/**
 * A report as GitHub's Markdown. Nothing in it that a model, a persona or a user wrote is formatting.
 * @param imageAt where a figure's picture lies; else it is put into the text, which not every reader shows
 */
export function reportMarkdown(input: ReportInput, imageAt: (figure: ShownFigure) => string = imageOf): string {
  const { title, subtitle, notices, blocks } = composeReport(input);
  return [
    `# ${mdLine(title)}\n`,
    `${mdLine(subtitle)}\n`,
    ...notices.map((notice) => `> **Licence:** ${mdLine(notice)}\n`),
    ...blocks.map((block) => blockMarkdown(block, imageAt)),
  ].join('\n');
}

function blockMarkdown(block: Block, imageAt: (figure: ShownFigure) => string): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${mdLine(block.text)}\n`;
    case 'paragraph':
      return `${mdLine(block.text)}\n`;
    case 'list':
      return block.items.map((item) => `- ${mdLine(item)}\n`).join('');
    case 'facts':
      return block.facts.map(([term, text]) => `- **${mdLine(term)}:** ${mdLine(text)}\n`).join('');
    case 'table':
      return `**${mdLine(block.table.caption)}**\n\n${tableMarkdown(block.table)}`;
    case 'text': {
      const note = block.note === null ? '' : `\n${mdLine(block.note)}\n`;
      return `**${mdLine(block.title)}**\n\n${mdBlock(block.text)}${note}`;
    }
    case 'details':
      return details(block.title, block.blocks.map((one) => blockMarkdown(one, imageAt)).join('\n'));
    case 'figure': {
      const { title, caption, table } = block.figure;
      const numbers = details('The same in numbers', tableMarkdown(table));
      return `**${mdLine(title)}**\n\n![${mdLine(title)}](${imageAt(block.figure)})\n\n${mdLine(caption)}\n\n${numbers}`;
    }
  }
}

/** Shown by the readers that know it, told as it is by the others. */
function details(title: string, body: string): string {
  return `<details><summary>${mdLine(title)}</summary>\n\n${body}\n</details>\n`;
}

function tableMarkdown({ head, rows }: Pick<ReportTable, 'head' | 'rows'>): string {
  const line = (cells: readonly string[]) => `| ${cells.map(mdLine).join(' | ')} |\n`;
  // Figures stand under each other by their ends, words by their beginnings.
  const ofFigures = (i: number) => rows.every((cells) => /^[\d+−<>p]|^(none|unknown|)$/u.test(cells[i] ?? ''));
  const rule = `| ${head.map((_, i) => (i > 0 && ofFigures(i) ? '---:' : '---')).join(' | ')} |\n`;
  return `${line(head)}${rule}${rows.map(line).join('')}`;
}

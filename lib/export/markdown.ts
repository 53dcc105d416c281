import type { Cell, Run } from '../model/run.ts';
import { answerHead, runHead } from './answer-heads.ts';
import type { CardText } from './card-text.ts';

/** A text as one line of Markdown that shows it as it is: nothing in it is formatting, a link, HTML or an image. */
export function mdLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').replace(/[\\`*_[\]<>#|~&$]/g, (sign) => `\\${sign}`);
}

/** A text as a block of code that shows it as it is, line by line. */
export function mdBlock(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.replace(/\r\n?/g, '\n')}\n${fence}\n`;
}

/** A data card at the head of a document, or alone. */
export function cardMarkdown({ title, notices, sections }: CardText): string {
  const points = (lines: readonly string[]) => lines.map((line) => `- ${mdLine(line)}\n`).join('');
  return [
    `# ${mdLine(title)}\n`,
    ...notices.map((notice) => `> **Licence:** ${mdLine(notice)}\n`),
    ...sections.map(({ title: head, facts, texts, points: said }) =>
      [
        `## ${mdLine(head)}\n`,
        facts.map(([term, text]) => `- **${mdLine(term)}:** ${mdLine(text)}\n`).join('') + points(said),
        ...texts.map(([term, text]) => `**${mdLine(term)}:**\n\n${mdBlock(text)}`),
      ]
        .filter((part) => part !== '')
        .join('\n'),
    ),
  ].join('\n');
}

export function runMarkdown(run: Run): string {
  return `\n# ${mdLine(runHead(run))}\n`;
}

/** An answer under who wrote it; the persona as it is in the first of its answers. */
export function answerMarkdown(run: Run, cell: Cell): string {
  const { title, persona, facts } = answerHead(run, cell);
  const who = persona === null ? '' : `\n${mdBlock(persona)}`;
  return `\n## ${mdLine(title)}\n${who}\n${mdBlock(cell.text)}\n${mdLine(facts)}\n`;
}

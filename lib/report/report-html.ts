import { htmlText, pageHead } from '../export/html.ts';
import { composeReport, type ReportInput } from './compose.ts';
import type { Block, ReportTable, ShownFigure } from './document.ts';
import { imageOf } from './image.ts';
import { reportStyleHash, reportStyles } from './report-style.ts';

/**
 * A report as one HTML file: it asks for nothing and runs nothing. Its own policy allows one style sheet, by its hash,
 * and images that lie in the file.
 */
export function reportHtml(input: ReportInput): string {
  const { title, subtitle, notices, blocks } = composeReport(input);
  const warnings = notices.map((notice) => `<p class="notice"><strong>Licence:</strong> ${isolated(notice)}</p>\n`);
  return `${pageHead(title, { styles: reportStyles, hash: reportStyleHash }, 'img-src data:')}<h1>${isolated(title)}</h1>
<p class="subtitle">${isolated(subtitle)}</p>
${warnings.join('')}${blocks.map(blockHtml).join('')}</main>
`;
}

const isolated = (text: string) => `<bdi>${htmlText(text)}</bdi>`;

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${isolated(block.text)}</h${block.level}>\n`;
    case 'paragraph':
      return `<p>${isolated(block.text)}</p>\n`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${isolated(item)}</li>\n`).join('')}</ul>\n`;
    case 'facts': {
      const facts = block.facts.map(([term, text]) => `<dt>${isolated(term)}</dt><dd>${isolated(text)}</dd>\n`);
      return `<dl>\n${facts.join('')}</dl>\n`;
    }
    case 'table':
      return tableHtml(block.table);
    case 'text': {
      const note = block.note === null ? '' : `<p class="facts">${isolated(block.note)}</p>\n`;
      // The first line break in <pre> is not shown, so one is put before the text.
      return `<article>\n<h3>${isolated(block.title)}</h3>\n<pre dir="auto">\n${htmlText(block.text)}</pre>\n${note}</article>\n`;
    }
    case 'details':
      return details(block.title, block.blocks.map(blockHtml).join(''));
    case 'figure':
      return figureHtml(block.figure);
  }
}

function figureHtml(figure: ShownFigure): string {
  const { title, caption, table } = figure;
  return `<figure>
<h3>${isolated(title)}</h3>
<img src="${htmlText(imageOf(figure))}" alt="${htmlText(title)}">
<figcaption>${isolated(caption)}</figcaption>
</figure>
${details('The same in numbers', tableHtml({ ...table, caption: title }))}`;
}

function details(title: string, body: string): string {
  return `<details class="box">\n<summary>${isolated(title)}</summary>\n${body}</details>\n`;
}

function tableHtml({ caption, head, rows }: ReportTable): string {
  const columns = head.map((name) => `<th scope="col">${isolated(name)}</th>`).join('');
  const lines = rows.map(([name = '', ...cells]) => {
    const rest = cells.map((cell) => `<td>${isolated(cell)}</td>`).join('');
    return `<tr><th scope="row">${isolated(name)}</th>${rest}</tr>\n`;
  });
  // Reachable by keyboard: it scrolls where it is wider than the page.
  return `<div class="table" role="region" aria-label="${htmlText(caption)}" tabindex="0">
<table>
<caption>${isolated(caption)}</caption>
<thead><tr>${columns}</tr></thead>
<tbody>
${lines.join('')}</tbody>
</table>
</div>
`;
}

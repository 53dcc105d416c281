import type { Cell, Run } from '../model/run.ts';
import { answerHead, runHead } from './answer-heads.ts';
import type { CardText } from './card-text.ts';
import { styleHash, styles } from './html-style.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text that HTML shows as it is, in an element or an attribute. Control characters that HTML has not go. */
export function htmlText(text: string): string {
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '\ufffd').replace(/[&<>"']/g, (sign) => escapes[sign] ?? '');
}

/**
 * The head of a document that asks for nothing and runs nothing: its own policy allows one style sheet, by its hash.
 * @param sources what else the policy allows, such as `img-src data:`; empty for nothing
 */
export function pageHead(
  title: string,
  sheet: { readonly styles: string; readonly hash: string },
  sources = '',
): string {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${sheet.hash}'`,
    sources,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.filter((part) => part !== '').join('; ')}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Polyphony">
<title>${htmlText(title)}</title>
<style>${sheet.styles}</style>
<main>
`;
}

/** The beginning of a document up to and with the data card. */
export function htmlHead(name: string, card: CardText): string {
  return `${pageHead(name, { styles, hash: styleHash })}<h1><bdi>${htmlText(name)}</bdi></h1>
${cardHtml(card)}`;
}

/** Behind the answers comes the data block (`dataBlock`), then nothing. */
export const htmlEnd = '</main>\n';

function cardHtml({ notices, sections }: CardText): string {
  const warnings = notices.map(
    (notice) => `<p class="notice"><strong>Licence:</strong> <bdi>${htmlText(notice)}</bdi></p>\n`,
  );
  const parts = sections.map(({ title, facts, texts, points }) => {
    const said = facts.map(([term, text]) => `<dt>${isolated(term)}</dt><dd>${isolated(text)}</dd>`).join('\n');
    const told = texts.map(([term, text]) => `<h3>${isolated(term)}</h3>\n<pre dir="auto">\n${htmlText(text)}</pre>`);
    const list = points.map((point) => `<li>${isolated(point)}</li>`).join('\n');
    return [
      `<h2>${isolated(title)}</h2>`,
      ...(said === '' ? [] : [`<dl>\n${said}\n</dl>`]),
      ...told,
      ...(list === '' ? [] : [`<ul>\n${list}\n</ul>`]),
    ].join('\n');
  });
  return `${warnings.join('')}<details class="card">
<summary>Data card: what this is, where it comes from, and under which terms</summary>
${parts.join('\n')}
</details>
`;
}

const isolated = (text: string) => `<bdi>${htmlText(text)}</bdi>`;

export function runHtml(run: Run): string {
  return `<h2>${isolated(runHead(run))}</h2>\n`;
}

export function answerHtml(run: Run, cell: Cell): string {
  const { title, persona, facts } = answerHead(run, cell);
  const kind = persona === null ? 'control' : 'voice';
  // The first line break in <pre> is not shown, so one is put before each text.
  return `<article class="${kind}">
<h3>${isolated(title)}</h3>
${persona === null ? '' : `<pre class="persona" dir="auto">\n${htmlText(persona)}</pre>\n`}<pre class="answer" dir="auto">\n${htmlText(cell.text)}</pre>
<p class="facts">${isolated(facts)}</p>
</article>
`;
}

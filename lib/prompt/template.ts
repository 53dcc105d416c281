import { problemAt, type TemplateProblem } from './template-problem.ts';

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly name: string; readonly position: number };

export interface ParsedTemplate {
  readonly parts: readonly TemplatePart[];
  /** Unbalanced braces only; they stay in the parts as plain text. */
  readonly problems: readonly TemplateProblem[];
}

/** Reads a template: `{name}` is a placeholder, `{{` and `}}` are literal braces. Positions count UTF-16 units. */
export function parseTemplate(template: string): ParsedTemplate {
  const parts: TemplatePart[] = [];
  const problems: TemplateProblem[] = [];
  let text = '';
  let at = 0;
  while (at < template.length) {
    const char = template.charAt(at);
    const doubled = template.charAt(at + 1) === char;
    if (char !== '{' && char !== '}') {
      text += char;
      at += 1;
    } else if (doubled) {
      text += char;
      at += 2;
    } else {
      const name = char === '{' ? /^\{([^{}]*)\}/.exec(template.slice(at))?.[1] : undefined;
      if (name === undefined) {
        problems.push(problemAt('unbalanced-brace', at, char));
        text += char;
        at += 1;
      } else {
        if (text !== '') parts.push({ kind: 'text', text });
        text = '';
        parts.push({ kind: 'placeholder', name: name.trim(), position: at });
        at += name.length + 2;
      }
    }
  }
  if (text !== '') parts.push({ kind: 'text', text });
  return { parts, problems };
}

/** Doubles the braces of a text, so that a template shows them as they are. */
export function escapeTemplate(text: string): string {
  return text.replace(/[{}]/g, '$&$&');
}

/** Puts the persona's text in, verbatim: nothing inside it is expanded again. Unknown placeholders stay as written. */
export function fillTemplate(template: string, persona: string): string {
  return parseTemplate(template)
    .parts.map((part) => (part.kind === 'text' ? part.text : part.name === 'persona' ? persona : `{${part.name}}`))
    .join('');
}

/** The text before the first `{persona}`, or all of it when there is none. */
export function textBeforePersona(template: string): string {
  const { parts } = parseTemplate(template);
  const first = parts.find((part) => part.kind === 'placeholder' && part.name === 'persona');
  return first?.kind === 'placeholder'
    ? fillTemplate(template.slice(0, first.position), '')
    : fillTemplate(template, '');
}

const ownLine = /^\s*(?:[^{}]*:)?\s*["'“”‘’(]?\{\s*persona\s*\}["'“”‘’)]?[.!]?\s*$/;

/**
 * The template of the control, which has no persona. A line that holds nothing but `{persona}`, with or without a label
 * before it that ends in a colon (`The writer: {persona}`), is left out, together with blank lines that would then stand
 * doubled or last. Anywhere else, and where nothing would remain, `{persona}` becomes `a person`. Braces stay doubled:
 * fill it like any other template.
 */
export function controlTemplate(template: string): string {
  const kept: string[] = [];
  let dropped = false;
  for (const line of template.split('\n')) {
    if (ownLine.test(line)) dropped = true;
    else if (!(dropped && isBlank(line) && isBlank(kept.at(-1)))) {
      kept.push(line);
      dropped = false;
    }
  }
  while (dropped && kept.length > 0 && isBlank(kept.at(-1))) kept.pop();
  const rest = kept.join('\n');
  return withAPerson(rest.trim() === '' ? template : rest);
}

/** No line at all counts as blank. */
function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

function withAPerson(template: string): string {
  return parseTemplate(template)
    .parts.map((part) => {
      if (part.kind === 'text') return escapeTemplate(part.text);
      return part.name === 'persona' ? 'a person' : `{${part.name}}`;
    })
    .join('');
}

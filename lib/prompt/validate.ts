import { parseTemplate } from './template.ts';
import { MAX_TEMPLATE_CHARS, problemAt, type TemplateProblem } from './template-problem.ts';

/** Everything that keeps a template of the user's own from being used, in reading order; empty when it is fine. */
export function validateTemplate(template: string): readonly TemplateProblem[] {
  if (template.trim() === '') return [problemAt('empty', null)];
  if (template.length > MAX_TEMPLATE_CHARS) return [problemAt('too-long', MAX_TEMPLATE_CHARS)];
  const { parts, problems } = parseTemplate(template);
  const found: TemplateProblem[] = [...problems];
  let personas = 0;
  for (const part of parts) {
    if (part.kind === 'text') continue;
    if (part.name === 'persona') personas += 1;
    else found.push(problemAt('unknown-placeholder', part.position, part.name));
  }
  found.sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
  return personas === 0 ? [problemAt('missing-placeholder', null), ...found] : found;
}

export const templateProblemCodes = [
  'empty',
  'missing-placeholder',
  'unknown-placeholder',
  'unbalanced-brace',
  'too-long',
] as const;
export type TemplateProblemCode = (typeof templateProblemCodes)[number];

export interface TemplateProblem {
  readonly code: TemplateProblemCode;
  /** A sentence for people, with what to do. */
  readonly message: string;
  /** Where in the template, in UTF-16 units; null when it is about the whole. */
  readonly position: number | null;
  /** The placeholder's name or the brace; empty when there is none. */
  readonly name: string;
}

export const MAX_TEMPLATE_CHARS = 4000;

function message(code: TemplateProblemCode, name: string): string {
  switch (code) {
    case 'empty':
      return 'The template is empty. Write what the model shall do, and {persona} where the persona goes.';
    case 'missing-placeholder':
      return 'No {persona} in the template: every column would ask the same. Put {persona} where the persona goes.';
    case 'unknown-placeholder':
      return `Only {persona} can be filled in, not {${name}}. For braces that stay as they are, write {{ and }}.`;
    case 'unbalanced-brace':
      return `A single ${name} has no partner. For a brace that stays as it is, write ${name}${name}.`;
    case 'too-long':
      return `The template is longer than ${MAX_TEMPLATE_CHARS.toLocaleString('en')} characters. Shorten it.`;
  }
}

/** Builds a problem with its sentence. */
export function problemAt(code: TemplateProblemCode, position: number | null, name = ''): TemplateProblem {
  return { code, message: message(code, name), position, name };
}

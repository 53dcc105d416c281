import { plural } from '../ui/format.ts';

/** What goes on in this tab and would be cut off by a reload. */
export interface Work {
  readonly answers: number;
  readonly imports: number;
  readonly downloads: number;
  readonly comparing: boolean;
  readonly experiment: boolean;
}

/** In words, such as `4 answers and 1 import`; null when nothing goes on. */
export function workWords({ answers, imports, downloads, comparing, experiment }: Work): string | null {
  const parts = [
    answers > 0 && plural(answers, 'answer'),
    imports > 0 && plural(imports, 'import'),
    downloads > 0 && plural(downloads, 'download'),
    comparing && '1 comparison',
    experiment && '1 experiment',
  ].filter((part) => part !== false);
  if (parts.length === 0) return null;
  return parts.length === 1 ? (parts[0] ?? null) : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

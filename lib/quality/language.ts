import type { TaskChoice } from '../model/run.ts';
import { scriptOf } from '../personas/attribution/script.ts';
import { type DetectLanguage, textLanguageOf } from '../personas/attribution/text-language.ts';
import { tasks } from '../prompt/tasks.ts';
import { controlTemplate } from '../prompt/template.ts';

// A language shows in its first words; a detector's time grows with the text.
const READ = 1_000;
/** Fewer letters are names and numbers as often as not, whose language nobody can tell. */
const LEAST_LETTERS = 60;

/** The language that answers should be in: the one that the request is written in; null where nothing tells. */
export function expectedLanguage(task: TaskChoice, detect: DetectLanguage): string | null {
  const asked = task.id === 'own' ? controlTemplate(task.template) : tasks[task.id].ask;
  return languageOf(asked, detect);
}

/**
 * Whether a text is plainly in another language. Texts that are short, or whose language nothing tells, pass; a text in
 * a script that the expected language is not written in does not.
 */
export function isOtherLanguage(text: string, expected: string | null, detect: DetectLanguage): boolean {
  if (expected === null || (text.match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS) return false;
  const found = languageOf(text, detect);
  if (found !== null) return found !== expected;
  return expected === 'en' && scriptOf(text) !== 'Latn';
}

function languageOf(text: string, detect: DetectLanguage): string | null {
  const read = text.slice(0, READ);
  return textLanguageOf(read, scriptOf(read), detect);
}

import type { TaskChoice } from '../model/run.ts';
import { answerPrefixOf } from '../prompt/schema.ts';

/** Enough words to say what an answer is about, few enough for eight of them in a small model's context. */
const OPENING_WORDS = 12;
/** Words of some scripts have no spaces between them. */
const OPENING_CHARS = /^.{0,90}/u;

/** The first words of an answer after what the task put there, on one line; empty list for an answer without words. */
export function openingOf(text: string, task: TaskChoice): readonly string[] {
  const prefix = answerPrefixOf(task).trim();
  const written = text.trimStart();
  const own = written.startsWith(prefix) ? written.slice(prefix.length) : written;
  const words = own.split(/\s+/).filter((word) => word !== '');
  const opening = OPENING_CHARS.exec(words.slice(0, OPENING_WORDS).join(' '))?.[0].trim() ?? '';
  return opening === '' ? [] : [opening];
}

// A refusal is said first; further on, "I cannot" belongs to what was asked for.
const READ = 160;

const openings = [
  /^(?:i['’]?m|i am) (?:very |really |so |truly )?sorry,? (?:but|i)\b/,
  /^(?:sorry|i apologi[sz]e|my apologies|unfortunately)\b.{0,40}?\b(?:can['’]?t|cannot|can not|unable|not able|won['’]?t)\b/,
  /^i (?:can['’]?t|cannot|can not|won['’]?t|am unable to|am not able to|must decline to) (?:assist|help|provide|create|write|generate|answer|fulfil|fulfill|comply|do that|participate|engage|invent|give)\b/,
  /^as an? (?:ai|artificial intelligence|language model|large language model|virtual assistant)\b/,
  /^i(?: am|['’]m) (?:just |only )?an? (?:ai|artificial intelligence|language model|large language model)\b/,
];

/** Whether an answer begins by declining the task, or by saying that a machine speaks. @param body without its prefix */
export function isRefusal(body: string): boolean {
  const start = body.slice(0, READ).replace(/\s+/g, ' ').toLowerCase();
  return openings.some((opening) => opening.test(start));
}

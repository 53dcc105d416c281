import type { EncodedPrompt } from '../../../lib/decoding/encode-chat.ts';
import type { HubTokenizer } from '../../../lib/decoding/hub-tokenizer.ts';
import type { ChatPrompt } from '../../../lib/model/job.ts';
import type { ChatTemplate } from '../../../lib/prompt/chat-template/render.ts';

/** No text begins with it: rendering it shows where a template puts what it is given. */
const MARK = '\uffff';

/**
 * Token ids of a chat in the model's own markup, and how many of them its shared start takes. What is shared follows
 * from this chat alone: the text up to where it parts from the same chat with another ending of its last message.
 */
export function encodePrompt(tokenizer: HubTokenizer, template: ChatTemplate, prompt: ChatPrompt): EncodedPrompt {
  const text = template.render(prompt);
  const ids = tokenizer.encodeText(text);
  const start = tokenizer.encodeText(sharedText(text, template, prompt));
  let shared = 0;
  while (shared < start.length && shared < ids.length - 1 && start[shared] === ids[shared]) shared++;
  return { ids, shared };
}

function sharedText(text: string, template: ChatTemplate, prompt: ChatPrompt): string {
  const last = prompt.messages.at(-1);
  if (!last) return '';
  const other = { ...last, content: last.content.slice(0, prompt.sharedChars) + MARK };
  const parted = template.render({ ...prompt, messages: [...prompt.messages.slice(0, -1), other] });
  let end = 0;
  while (end < text.length && text[end] === parted[end]) end++;
  return text.slice(0, end);
}

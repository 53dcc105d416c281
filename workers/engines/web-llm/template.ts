import { badInput } from '../../../lib/model/fault.ts';
import type { ChatMessage, ChatPrompt } from '../../../lib/model/job.ts';
import type { ConversationTemplate } from './chat-config.ts';

// What web-llm puts after a role's name when the template does not say.
const USUAL_SEPARATOR = ': ';

/**
 * The exact text that the model continues: the conversation in the model's own markup, as web-llm would write it, then
 * the assistant's open turn and the answer's prefix. A prompt without a system message takes the template's own.
 * @throws FaultError `bad-input` when a system message stands between others.
 */
export function renderPrompt(template: ConversationTemplate, prompt: ChatPrompt): string {
  const { system, turns } = split(prompt.messages);
  const head = renderSystem(template, system ?? template.system_message);
  const body = turns.map(({ role, content }, i) => {
    const nameless = template.add_role_after_system_message === false && head !== '' && i === 0;
    const name = nameless ? '' : nameOf(template, role) + (template.role_content_sep ?? USUAL_SEPARATOR);
    return name + renderContent(template, role, content) + (template.seps[i % template.seps.length] ?? '');
  });
  const open = nameOf(template, 'assistant') + (template.role_empty_sep ?? USUAL_SEPARATOR);
  return head + body.join('') + open + prompt.answerPrefix;
}

/** The fields of a template that web-llm insists on. */
export interface RawTemplate {
  system_template: string;
  system_message: string;
  roles: Record<'user' | 'assistant' | 'tool', string>;
  seps: string[];
  role_content_sep: string;
  role_empty_sep: string;
  stop_str: string[];
  stop_token_ids: number[];
  system_prefix_token_ids: number[];
}

/**
 * A template that adds nothing, so that web-llm's chat takes one user message as the whole rendered prompt. Its text
 * completion would be the plain way to give it raw text, but that leaves out the model's start token
 * (`system_prefix_token_ids`) and knows no response format; its chat knows both, and no answer prefix. Stop strings are
 * left to us: web-llm shows the start of one before it notices.
 */
export function rawTemplate(template: ConversationTemplate, stopTokens: readonly number[]): RawTemplate {
  return {
    system_template: '{system_message}',
    system_message: '',
    roles: { user: '', assistant: '', tool: '' },
    seps: [''],
    role_content_sep: '',
    role_empty_sep: '',
    stop_str: [],
    stop_token_ids: [...stopTokens],
    system_prefix_token_ids: template.system_prefix_token_ids ?? [],
  };
}

interface Conversation {
  readonly system: string | null;
  readonly turns: readonly ChatMessage[];
}

function split(messages: readonly ChatMessage[]): Conversation {
  const first = messages.findIndex(({ role }) => role !== 'system');
  const start = first < 0 ? messages.length : first;
  const turns = messages.slice(start);
  if (turns.some(({ role }) => role === 'system')) throw badInput('A system message must come first.');
  const system = messages.slice(0, start).map(({ content }) => content);
  return { system: system.length > 0 ? system.join('\n\n') : null, turns };
}

function renderSystem(template: ConversationTemplate, message: string): string {
  if (message === '' && template.render_empty_system_message === false) return '';
  return fill(template.system_template, '{system_message}', message);
}

function renderContent(template: ConversationTemplate, role: string, content: string): string {
  const frame = template.role_templates?.[role];
  return frame === undefined ? content : fill(fill(frame, '{function_string}', ''), `{${role}_message}`, content);
}

function nameOf(template: ConversationTemplate, role: string): string {
  return template.roles[role] ?? '';
}

/** The first mark becomes the value, whatever signs the value holds. */
function fill(text: string, mark: string, value: string): string {
  return text.replace(mark, () => value);
}

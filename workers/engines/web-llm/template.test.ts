import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ChatMessage, ChatPrompt } from '../../../lib/model/job.ts';
import type { ConversationTemplate } from './chat-config.ts';
import { type InsideWebLlm, openWebLlm } from './inside-web-llm.test-help.ts';
import { rawTemplate, renderPrompt } from './template.ts';

const chatml: ConversationTemplate = {
  system_template: '<|im_start|>system\n{system_message}<|im_end|>\n',
  system_message: 'You are helpful.',
  roles: { user: '<|im_start|>user', assistant: '<|im_start|>assistant' },
  role_templates: { user: '{user_message}', assistant: '{assistant_message}' },
  seps: ['<|im_end|>\n'],
  role_content_sep: '\n',
  role_empty_sep: '\n',
  stop_str: [],
  stop_token_ids: [2],
};

function prompt(messages: readonly ChatMessage[], answerPrefix = ''): ChatPrompt {
  return { messages, answerPrefix, sharedChars: 0 };
}

const user = (content: string): ChatMessage => ({ role: 'user', content });
const assistant = (content: string): ChatMessage => ({ role: 'assistant', content });
const system = (content: string): ChatMessage => ({ role: 'system', content });

describe('prompts in a model’s own template', () => {
  let inside: InsideWebLlm;
  beforeAll(async () => {
    inside = await openWebLlm();
  });

  /** The prompt as web-llm itself writes it. */
  function asWebLlm(template: ConversationTemplate, messages: readonly ChatMessage[]): string {
    const config = { conv_template: template };
    const conversation = inside.getConversationFromChatCompletionRequest({ messages }, config, true);
    conversation.appendReplyHeader('assistant');
    return conversation.getPromptArray().join('');
  }

  it('writes few-shot chats and the start of the answer', () => {
    const messages = [system('Be brief.'), user('One?'), assistant('1'), user('Two?')];
    expect(renderPrompt(chatml, prompt(messages, 'The number:'))).toBe(
      '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nOne?<|im_end|>\n<|im_start|>assistant\n1<|im_end|>\n' +
        '<|im_start|>user\nTwo?<|im_end|>\n<|im_start|>assistant\nThe number:',
    );
  });

  it('leaves signs in messages as they are', () => {
    const strange = "$& $1 $$ $' {user_message} {system_message}";
    const text = renderPrompt(chatml, prompt([system(strange), user(strange)]));
    expect(text.split(strange)).toHaveLength(3);
  });

  it('joins system messages at the start and refuses others', () => {
    expect(renderPrompt(chatml, prompt([system('A'), system('B'), user('C')]))).toContain('system\nA\n\nB<|im_end|>');
    expect(() => renderPrompt(chatml, prompt([user('A'), system('B'), user('C')]))).toThrow(/must come first/);
  });

  it('writes any template as web-llm does', () => {
    // Dollar signs and braces mean something to web-llm even inside messages.
    const plain = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '<', '|', '>', '[', ']', '/', '\n', ':', '#', 'é', '日'),
    });
    const maybe = fc.option(plain, { nil: undefined });
    const frame = (role: string) => fc.tuple(plain, plain).map(([a, b]) => `${a}{${role}_message}${b}`);
    const frames = fc.record(
      { user: frame('user'), assistant: frame('assistant').map((f) => `${f}{function_string}`) },
      { requiredKeys: [] },
    );
    const templates = fc.record<ConversationTemplate>({
      system_template: frame('system'),
      system_message: plain,
      roles: fc.record({ user: plain, assistant: plain }),
      role_templates: fc.option(frames, { nil: undefined }),
      seps: fc.array(plain, { minLength: 1, maxLength: 2 }),
      role_content_sep: maybe,
      role_empty_sep: maybe,
      stop_str: fc.constant([]),
      stop_token_ids: fc.constant([]),
      system_prefix_token_ids: fc.constant(undefined),
      add_role_after_system_message: fc.option(fc.boolean(), { nil: undefined }),
      render_empty_system_message: fc.option(fc.boolean(), { nil: undefined }),
    });
    const turns = fc.array(fc.tuple(plain, plain), { maxLength: 3 });
    fc.assert(
      fc.property(templates, fc.option(plain), turns, plain, (template, head, shots, last) => {
        const messages = [
          ...(head === null ? [] : [system(head)]),
          ...shots.flatMap(([question, answer]) => [user(question), assistant(answer)]),
          user(last),
        ];
        expect(renderPrompt(template, prompt(messages))).toBe(asWebLlm(template, messages));
      }),
    );
  });

  it('has web-llm’s chat add nothing to a rendered prompt', () => {
    const raw = rawTemplate(chatml, [2, 0]);
    expect(raw).toMatchObject({ stop_token_ids: [2, 0], system_prefix_token_ids: [], stop_str: [] });
    fc.assert(fc.property(fc.string(), (text) => asWebLlm(raw, [user(text)]) === text));
  });
});

import { Interpreter, Template } from '@huggingface/jinja';
import { fault, FaultError } from '../../model/fault.ts';
import type { ChatMessage, ChatPrompt } from '../../model/job.ts';
import { templateEnvironment } from './environment.ts';

/** A model's own markup for chats, as its file carries it. */
export interface ChatMarkup {
  /** Jinja; null takes ChatML, as llama.cpp does. */
  readonly template: string | null;
  readonly bosToken: string;
  readonly eosToken: string;
  /** The tokenizer puts `bosToken` first by itself, so the text must not begin with it. */
  readonly addBos: boolean;
  /** Texts of tokens with a meaning of their own. */
  readonly controlTokens: readonly string[];
}

const CHATML =
  "{% for message in messages %}{{ '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}" +
  "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

/** Invisible, and no part of any control token. */
const BREAK = '\u200b';

/** Renders prompts with one model's template, which is parsed once. */
export class ChatTemplate {
  private readonly template: Template;
  private readonly broken: readonly (readonly [token: string, harmless: string])[];

  /** @throws FaultError `model-unsupported` for a template that cannot be read. */
  constructor(private readonly markup: ChatMarkup) {
    try {
      this.template = new Template(markup.template ?? CHATML);
    } catch (thrown) {
      throw unsupported(thrown);
    }
    this.broken = markup.controlTokens
      .filter((token) => token.length > 1)
      .map((token) => [token, token.slice(0, 1) + BREAK + token.slice(1)]);
  }

  /**
   * The text that the model continues: the chat, the assistant's turn opened, and the answer's prefix. Control tokens
   * that stand in messages are broken by an invisible space, so that nobody's text can end a turn.
   * @throws FaultError `model-unsupported` when the template refuses the chat.
   */
  render({ messages, answerPrefix }: ChatPrompt): string {
    const safe = messages.map(({ role, content }) => ({ role, content: this.defuse(content) }));
    let text: string;
    try {
      text = this.apply(safe);
    } catch (thrown) {
      // Some templates (Gemma's) know no system role: then it is told at the start of the first question.
      const merged = withoutSystem(safe);
      if (!merged) throw unsupported(thrown);
      try {
        text = this.apply(merged);
      } catch {
        throw unsupported(thrown);
      }
    }
    const { bosToken, addBos } = this.markup;
    const body = addBos && bosToken !== '' && text.startsWith(bosToken) ? text.slice(bosToken.length) : text;
    return body + this.defuse(answerPrefix);
  }

  private apply(messages: readonly ChatMessage[]): string {
    const environment = templateEnvironment();
    const given = {
      messages,
      add_generation_prompt: true,
      // Answers begin with their prefix, not with thoughts.
      enable_thinking: false,
      bos_token: this.markup.bosToken,
      eos_token: this.markup.eosToken,
    };
    for (const [name, value] of Object.entries(given)) environment.set(name, value);
    const result: unknown = new Interpreter(environment).run(this.template.parsed).value;
    if (typeof result !== 'string') throw new Error('It gives no text.');
    return result;
  }

  private defuse(content: string): string {
    let text = content;
    for (const [token, harmless] of this.broken) if (text.includes(token)) text = text.replaceAll(token, harmless);
    return text;
  }
}

function withoutSystem([system, first, ...rest]: readonly ChatMessage[]): readonly ChatMessage[] | null {
  if (system?.role !== 'system' || first?.role !== 'user') return null;
  return [{ role: 'user', content: `${system.content}\n\n${first.content}` }, ...rest];
}

function unsupported(thrown: unknown): FaultError {
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  const hint = 'Choose another file of this model, or another model.';
  return new FaultError(fault('model-unsupported', `The model’s chat template cannot be used: ${why}`, hint));
}

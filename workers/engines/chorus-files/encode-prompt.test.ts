import { describe, expect, it } from 'vitest';
import { HubTokenizer } from '../../../lib/decoding/hub-tokenizer.ts';
import { ChatTemplate } from '../../../lib/prompt/chat-template/render.ts';
import { encodePrompt } from './encode-prompt.ts';
import { tinyModel } from './test-models.test-help.ts';

const data = JSON.parse(new TextDecoder().decode(tinyModel()['tokenizer.json'])) as unknown;
const tokenizer = new HubTokenizer(data, {}, [1]);
const { controlTokens } = tokenizer;
const template = (source: string | null) =>
  new ChatTemplate({ template: source, bosToken: '', eosToken: '', addBos: false, controlTokens });
const text = (ids: readonly number[]) => ids.map((id) => new TextDecoder().decode(tokenizer.tokenBytes(id))).join('');
const ask = (content: string, sharedChars: number) => ({
  messages: [
    { role: 'system' as const, content: 'Be brief.' },
    { role: 'user' as const, content },
  ],
  answerPrefix: 'So: ',
  sharedChars,
});

describe('encodePrompt', () => {
  it('shares what other columns begin with, and no more', () => {
    const { ids, shared } = encodePrompt(tokenizer, template(null), ask('Common words. Then mine.', 14));
    expect(text(ids.slice(0, shared))).toMatch(/Be brief\.\nuser\nCommon words\. $/);
    expect(text(ids)).toMatch(/mine\.\nassistant\nSo: $/);
  });

  it('splits a chat at the same place whatever follows', () => {
    const [a, b] = ['mine', 'Mine too, and longer'].map((own) =>
      encodePrompt(tokenizer, template(null), ask(`Common words. ${own}`, 14)),
    );
    expect(a?.shared).toBe(b?.shared);
    expect(a?.ids.slice(0, a.shared)).toEqual(b?.ids.slice(0, b.shared));
  });

  it('leaves a token to compute when all is shared, and finds the start in templates that move or trim', () => {
    const trimmed =
      '{% for m in messages %}[{{ m.content | trim }}]{% endfor %}{% if add_generation_prompt %}>{% endif %}';
    const { ids, shared } = encodePrompt(tokenizer, template(trimmed), ask('Common words. ', 14));
    expect(text(ids)).toBe('[Be brief.][Common words.]>So: ');
    expect(text(ids.slice(0, shared))).toBe('[Be brief.][Common words.');
    expect(encodePrompt(tokenizer, template('constant'), { ...ask('x', 1), answerPrefix: '' }).shared).toBe(7);
  });

  it('lets no message become a control token', () => {
    const { ids } = encodePrompt(tokenizer, template(null), ask('<|im_end|>', 0));
    expect(ids.filter((id) => tokenizer.isControl(id))).toHaveLength(5);
  });
});

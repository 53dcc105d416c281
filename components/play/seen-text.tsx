import type { ChatPrompt } from '../../lib/model/job.ts';
import type { ModelChoice } from '../../lib/model/run.ts';
import { chatmlText, renderChatml } from '../../lib/prompt/index.ts';
import { EMBEDDED } from '../../lib/catalogue/built-in.ts';

/** Only the embedded model's markup is known here; other engines render with what their model brings. */
export function isMarkupKnown({ engine, model }: ModelChoice): boolean {
  return engine === 'chorus' && model === EMBEDDED;
}

/** The prompt as text to copy: with the model's markup where it is known, otherwise turn by turn. */
export function seenText(prompt: ChatPrompt, model: ModelChoice): string {
  if (isMarkupKnown(model)) return chatmlText(renderChatml(prompt).segments);
  const turns = prompt.messages.map(({ role, content }) => `${role}:\n${content}`);
  return [...turns, `assistant:\n${prompt.answerPrefix}`].join('\n\n');
}

const box = 'rounded-small border border-line bg-paper px-3 py-2 font-mono text-small leading-5.5 whitespace-pre-wrap';

/** What the model reads before it writes. */
export function SeenText({ prompt, model }: { prompt: ChatPrompt; model: ModelChoice }) {
  if (isMarkupKnown(model)) {
    return (
      <pre className={box}>
        {renderChatml(prompt).segments.map((segment, index) => (
          <span key={index} className={segment.special ? 'text-faint' : undefined}>
            {segment.text}
          </span>
        ))}
      </pre>
    );
  }
  return (
    <>
      <p className="mb-1 text-small text-soft">
        These turns, in the chat markup that {model.name} brings with it; the last one is left open for it to go on.
      </p>
      <pre className={box}>
        {prompt.messages.map(({ role, content }, index) => (
          <span key={index}>
            <span className="text-faint">{`${role}:\n`}</span>
            {`${content}\n\n`}
          </span>
        ))}
        <span className="text-faint">{'assistant:\n'}</span>
        {prompt.answerPrefix}
      </pre>
    </>
  );
}

'use client';

import type { ChatPrompt } from '../../lib/model/job.ts';
import type { ModelChoice } from '../../lib/model/run.ts';
import { SeenText, seenText } from '../play/seen-text.tsx';
import { Button } from '../ui/button.tsx';
import { useCopy } from '../ui/use-copy.ts';

/** What the model reads before it writes, with a button that copies it. */
export function PromptView({ prompt, model }: { prompt: ChatPrompt; model: ModelChoice }) {
  const [copied, copy] = useCopy();
  return (
    <section aria-label="What the model sees" className="min-w-0">
      <div className="mb-1 flex items-end gap-3">
        <h3 className="flex-1 text-ui font-semibold">What the model sees</h3>
        <Button onClick={() => copy(seenText(prompt, model))}>
          {copied === 'idle' ? 'Copy' : copied === 'copied' ? 'Copied' : 'Not allowed'}
        </Button>
      </div>
      <SeenText prompt={prompt} model={model} />
    </section>
  );
}

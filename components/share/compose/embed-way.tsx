'use client';

import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { CheckIcon, CopyIcon } from '../../ui/icons.tsx';
import { useCopy } from '../../ui/use-copy.ts';
import { CopyNews } from './copy-news.tsx';
import { quiet } from './quiet.ts';
import { embedSnippet } from './link.ts';

interface EmbedWayProps {
  readonly origin: string;
  /** Empty until it is packed. */
  readonly fragment: string;
  readonly title: string;
  readonly stale: boolean;
}

const labels = { idle: 'Copy snippet', copied: 'Copied', failed: 'Not allowed' } as const;

/** A frame for another page, as HTML. */
export function EmbedWay({ origin, fragment, title, stale }: EmbedWayProps) {
  const [copied, copy] = useCopy();
  const snippet = fragment === '' ? '' : embedSnippet(origin, fragment, title);
  return (
    <div className="grid gap-3">
      <textarea
        readOnly
        aria-label="HTML snippet"
        value={snippet}
        rows={5}
        className="field w-full resize-none px-2 py-1.5 font-mono text-small"
        onFocus={(event) => event.currentTarget.select()}
      />
      <div>
        <Button
          look="primary"
          className={cx(quiet, 'min-w-36')}
          disabled={stale || snippet === ''}
          onClick={() => copy(snippet)}
        >
          {copied === 'copied' ? <CheckIcon /> : <CopyIcon />} {labels[copied]}
        </Button>
      </div>
      <CopyNews state={copied} what="The snippet" />
      <p className="text-ui text-soft">
        For a web page: a read-only view that keeps nothing and runs no model, with a link to open it here.
      </p>
    </div>
  );
}

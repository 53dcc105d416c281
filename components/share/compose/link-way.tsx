'use client';

import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { CheckIcon, CopyIcon, ShareIcon } from '../../ui/icons.tsx';
import { useCopy } from '../../ui/use-copy.ts';
import { CopyNews } from './copy-news.tsx';
import { quiet } from './quiet.ts';

interface LinkWayProps {
  /** Empty until it is packed. */
  readonly link: string;
  readonly title: string;
  readonly stale: boolean;
}

const labels = { idle: 'Copy link', copied: 'Copied', failed: 'Not allowed' } as const;

/** The link itself, to be copied or handed to another app. */
export function LinkWay({ link, title, stale }: LinkWayProps) {
  const [copied, copy] = useCopy();
  const waits = stale || link === '';
  // Browsers on desks often have none, whatever the type says.
  const { share } = navigator as { share?: Navigator['share'] };
  // Whoever closes the sheet has changed their mind; there is nothing to say.
  const handOn = () => void share?.call(navigator, { title, url: link }).catch(() => undefined);
  return (
    <div className="grid gap-3">
      <input
        type="text"
        readOnly
        aria-label="Link"
        value={link}
        className="field h-8.5 w-full px-2 font-mono text-small"
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" className={cx(quiet, 'min-w-32')} disabled={waits} onClick={() => copy(link)}>
          {copied === 'copied' ? <CheckIcon /> : <CopyIcon />} {labels[copied]}
        </Button>
        {share && (
          <Button className={quiet} disabled={waits} onClick={handOn}>
            <ShareIcon /> Other apps…
          </Button>
        )}
      </div>
      <CopyNews state={copied} what="The link" />
      <p className="text-ui text-soft">
        It opens as a preview in any current browser. Nothing is fetched, started or replaced there before a click.
      </p>
    </div>
  );
}

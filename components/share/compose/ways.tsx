'use client';

import { useState } from 'react';
import type { ShareSubject } from '../../../lib/model/share.ts';
import { Button } from '../../ui/button.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { EmbedWay } from './embed-way.tsx';
import { FileWay } from './file-way.tsx';
import { linkOf, titleOf } from './link.ts';
import { LinkWay } from './link-way.tsx';
import { QrWay } from './qr-way.tsx';
import type { Packed } from './use-packed.ts';

type Way = 'link' | 'qr' | 'embed' | 'file';

interface WaysProps {
  readonly subject: ShareSubject;
  readonly packed: Packed;
  readonly shorter: string;
}

/** The ways to hand it on. */
export function Ways({ subject, packed, shorter }: WaysProps) {
  const [way, setWay] = useState<Way>('link');
  const { outcome, stale } = packed;
  const { origin } = window.location;
  const fragment = outcome?.ok ? outcome.value.fragment : '';
  const link = fragment === '' ? '' : linkOf(origin, fragment);
  const title = titleOf(subject);
  const refused = outcome && !outcome.ok ? <NoLink subject={subject} packed={packed} /> : null;
  const tabs = [
    { value: 'link', label: 'Link', content: refused ?? <LinkWay link={link} title={title} stale={stale} /> },
    {
      value: 'qr',
      label: 'QR code',
      content: refused ?? <QrWay origin={origin} fragment={fragment} title={title} shorter={shorter} />,
    },
    {
      value: 'embed',
      label: 'Embed',
      content: refused ?? <EmbedWay origin={origin} fragment={fragment} title={title} stale={stale} />,
    },
    { value: 'file', label: 'File', content: <FileWay subject={subject} /> },
  ] as const satisfies readonly { readonly value: Way; readonly label: string; readonly content: React.ReactNode }[];
  return (
    <Tabs<Way>
      label="Ways to share"
      value={way}
      onChange={setWay}
      tabs={tabs.map((tab) => ({ ...tab, content: <div className="min-h-52 pt-3">{tab.content}</div> }))}
    />
  );
}

/** In a link's place where there is none; why stands above, with the size. */
function NoLink({ subject, packed: { outcome, again } }: Pick<WaysProps, 'subject' | 'packed'>) {
  if (outcome && !outcome.ok && outcome.fault.code === 'share-too-large') return <FileWay subject={subject} />;
  return (
    <div className="grid justify-items-start gap-3 text-ui">
      <p className="text-soft">There is no link of this.</p>
      <Button
        onClick={(event) => {
          // The button goes when the link comes; the panel stays.
          event.currentTarget.closest<HTMLElement>('[role="tabpanel"]')?.focus();
          again();
        }}
      >
        Try again
      </Button>
    </div>
  );
}

'use client';

import type { Fault, FaultCode } from '../../../lib/model/fault.ts';
import type { OpenedFrom } from '../../providers/share.tsx';
import { Button } from '../../ui/button.tsx';
import { WarnIcon } from '../../ui/icons.tsx';
import { useOpenPlayground } from './open-context.ts';
import { nameText } from './words.ts';

const titles: Readonly<Partial<Record<FaultCode, string>>> = {
  'share-corrupt': 'It cannot be read',
  'share-newer': 'It is from a later version',
  'share-too-large': 'It is too large',
  'bad-input': 'There is nothing to open',
  'download-failed': 'It could not be fetched',
  cancelled: 'It was called off',
};

const kinds = { link: 'link', file: 'file', address: 'address' } as const;

interface OpenTroubleProps {
  readonly fault: Fault;
  readonly from: OpenedFrom;
  readonly onLeave: () => void;
}

/** Why nothing was opened, and what to do. */
export function OpenTrouble({ fault, from, onLeave }: OpenTroubleProps) {
  const openAnother = useOpenPlayground();
  const kind = kinds[from.kind];
  return (
    <div className="max-w-prose rounded-box border border-line bg-sheet px-5 py-6">
      <WarnIcon className="size-6 text-bad" />
      <h1 className="mt-2 text-title font-bold">{titles[fault.code] ?? 'It could not be opened'}</h1>
      <p role="alert" className="mt-1 text-ui break-words">
        {nameText(fault.message)}
      </p>
      {fault.hint !== '' && <p className="mt-1 text-ui break-words text-soft">{nameText(fault.hint)}</p>}
      {from.kind !== 'link' && (
        <p className="mt-1 text-small break-all text-soft">
          {from.kind === 'file' ? nameText(from.name) : nameText(from.url)}
        </p>
      )}
      <p className="mt-3 text-ui text-soft">Nothing of this {kind} was kept, and everything here is as it was.</p>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button look="primary" onClick={onLeave}>
          Go to Play
        </Button>
        <Button onClick={openAnother}>Open something else</Button>
      </div>
    </div>
  );
}

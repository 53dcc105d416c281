'use client';

import { linkSize, MAX_QR_BYTES } from '../../../lib/share/size.ts';
import { formatCount } from '../../ui/format.ts';
import { Qr } from '../../ui/qr.tsx';
import { linkBase, linkOf } from './link.ts';

interface QrWayProps {
  readonly origin: string;
  /** Empty until it is packed. */
  readonly fragment: string;
  readonly title: string;
  readonly shorter: string;
}

/** Beyond it a code has more than a hundred modules on a side, too fine for a screen across the room. */
const DENSE = 1000;

/** The link to be read by a phone's camera. */
export function QrWay({ origin, fragment, title, shorter }: QrWayProps) {
  const { characters, qr } = linkSize(fragment, linkBase(origin));
  if (!qr)
    return (
      <p className="text-ui">
        Too long for a QR code, which holds {formatCount(MAX_QR_BYTES)} characters: this link has{' '}
        {formatCount(characters)}. <span className="text-soft">{shorter}</span>
      </p>
    );
  return (
    <div className="grid justify-items-center gap-2">
      <div className="size-60">
        {fragment !== '' && (
          <Qr text={linkOf(origin, fragment)} label={`QR code of this link: ${title}`} className="size-full" />
        )}
      </div>
      <p className="text-small text-soft">
        {characters > DENSE ? 'A dense code: hold the camera close to it.' : 'For the camera of a phone or tablet.'}
      </p>
    </div>
  );
}

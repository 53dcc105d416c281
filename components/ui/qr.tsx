import { useMemo } from 'react';
import { cx } from './cx.ts';
import { qrPath } from './qr-path.ts';

interface QrProps {
  /** At most `QR_BYTES` bytes; nothing is drawn of a longer one. */
  readonly text: string;
  /** What the code leads to: its text alternative. */
  readonly label: string;
  readonly className?: string;
}

/** A QR code, black on white in both themes: readers want the dark modules dark. */
export function Qr({ text, label, className }: QrProps) {
  const qr = useMemo(() => qrPath(text), [text]);
  if (qr === null) return null;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${qr.side} ${qr.side}`}
      shapeRendering="crispEdges"
      className={cx('rounded-small', className)}
    >
      <path fill="#fff" d={`M0 0h${qr.side}v${qr.side}H0z`} />
      <path fill="#000" d={qr.path} />
    </svg>
  );
}

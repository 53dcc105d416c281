import encodeQR from 'qr';

/** Most bytes that a code holds: version 40 at the lowest correction, which leaves the most room (ISO/IEC 18004). */
export const QR_BYTES = 2953;
/** Light modules around a code that readers need. */
const QUIET = 4;

export interface QrPath {
  /** Modules on a side, the quiet zone included. */
  readonly side: number;
  /** An SVG path over that many units, one unit for each module; dark modules are inside. */
  readonly path: string;
}

/** The QR code of a text; null when it is longer than `QR_BYTES`. */
export function qrPath(text: string): QrPath | null {
  if (new TextEncoder().encode(text).length > QR_BYTES) return null;
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: QUIET });
  return { side: rows.length, path: rows.map(runsOf).join('') };
}

/** A rectangle for each run of dark modules: a large code has thousands of modules and a third as many runs. */
function runsOf(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x++;
    path += `M${start} ${y}h${x + 1 - start}v1h${start - x - 1}z`;
  }
  return path;
}

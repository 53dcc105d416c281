import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { MAX_QR_BYTES } from '../../lib/share/size.ts';
import { QR_BYTES, qrPath, type QrPath } from './qr-path.ts';

/** Draws the path as a browser does, `scale` pixels a module, black on white. */
function drawn({ side, path }: QrPath, scale: number) {
  const width = side * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      const start = (row * width + Number(x) * scale) * 4;
      const end = start + Number(length) * scale * 4;
      for (let at = start; at < end; at += 4) data.fill(0, at, at + 3);
    }
  return { width, height: width, data };
}

describe('QR codes', () => {
  it('read back as the text, at whatever length', () => {
    for (const length of [1, 60, 700, QR_BYTES - 22]) {
      const text = `https://example.org/#v1${'aZ_9-'.repeat(length).slice(0, length - 1)}`;
      const path = qrPath(text);
      expect(path && decodeQR(drawn(path, 4))).toBe(text);
    }
  });
  it('leave four light modules around', () => {
    const { side, path } = qrPath('short') ?? { side: 0, path: '' };
    const starts = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, length]) => [x, y, length].map(Number));
    expect(Math.min(...starts.flatMap(([x = 0, y = 0]) => [x, y]))).toBe(4);
    expect(Math.max(...starts.map(([x = 0, , length = 0]) => x + length))).toBe(side - 4);
  });
  it('are drawn up to the length that sizes of links promise, and not beyond', () => {
    expect(QR_BYTES).toBe(MAX_QR_BYTES);
    expect(qrPath('x'.repeat(QR_BYTES))?.side).toBe(177 + 8);
    expect(qrPath('x'.repeat(QR_BYTES + 1))).toBeNull();
    expect(qrPath('é'.repeat(QR_BYTES / 2 + 1))).toBeNull();
  });
});

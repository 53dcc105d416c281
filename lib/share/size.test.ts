import { expect, it } from 'vitest';
import { linkSize } from './size.ts';

const of = (length: number) => linkSize('x'.repeat(length));

it('warns above 2,000 and 4,000 characters, and says what is too long to be opened', () => {
  expect(of(2000)).toEqual({ characters: 2000, kind: 'short', warnings: [], qr: true });
  expect(of(2001)).toMatchObject({ kind: 'long', qr: true });
  expect(of(2001).warnings).toHaveLength(1);
  expect(of(4000).kind).toBe('long');
  expect(of(4001)).toMatchObject({ kind: 'very-long', qr: false });
  expect(of(32_768).kind).toBe('very-long');
  expect(of(32_769).kind).toBe('too-long');
});

it('counts the whole address, and knows what a QR code holds', () => {
  expect(linkSize('#v1', 'https://a.b/').characters).toBe(15);
  expect(linkSize('x'.repeat(1990), 'https://a.example/')).toMatchObject({ kind: 'long' });
  expect(of(2953).qr).toBe(true);
  expect(of(2954)).toMatchObject({ qr: false });
  expect(of(2954).warnings.at(-1)).toContain('2,953');
});

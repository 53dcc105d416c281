import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measuredFile, measureStarter } from '../../scripts/measure-attribution.ts';
import { measured } from './measured.ts';

describe('measured precision and recall', () => {
  it('are what the rules give today on the personas kept from tuning', async () => {
    const file = readFileSync(new URL('./measured.ts', import.meta.url), 'utf8');
    expect(file, 'run: npx tsx scripts/measure-attribution.ts').toBe(measuredFile(await measureStarter()));
  });

  it('are good enough to show: what is labelled is mostly right', () => {
    for (const { label, precision } of measured) expect(precision.share, label).toBeGreaterThan(0.9);
  });
});

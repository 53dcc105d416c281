import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../model/fault.ts';
import { parseStarterFile } from './starter-file.ts';

const labels = {
  region: 'Europe',
  country: 'PT',
  age: '30-44',
  occupation: '2',
  gender: 'none',
  language: 'por',
};
const good = {
  format: 'polyphony-personas',
  version: 1,
  name: 'Test',
  licence: 'CC0-1.0',
  source: 'written for this test',
  labels: { region: { docs: 'where' } },
  personas: [
    { text: ' A nurse\nin Porto ', labels },
    { text: 'A farmer', labels: { occupation: 'none' } },
  ],
};

function problem(file: unknown): string {
  try {
    parseStarterFile(typeof file === 'string' ? file : JSON.stringify(file));
  } catch (thrown) {
    if (thrown instanceof FaultError && thrown.fault.code === 'bad-input') return thrown.fault.message;
    throw thrown;
  }
  return 'none';
}
const row = (second: unknown) => problem({ ...good, personas: [good.personas[0], second] });

describe('parseStarterFile', () => {
  it('reads names, texts and labels, and leaves out what is unknown', () => {
    expect(parseStarterFile(JSON.stringify(good))).toEqual({
      name: 'Test',
      licence: 'CC0-1.0',
      source: 'written for this test',
      personas: [
        {
          text: 'A nurse in Porto',
          labels: { region: 'Europe', country: 'PT', age: '30-44', occupation: '2', language: 'por' },
        },
        { text: 'A farmer', labels: {} },
      ],
    });
  });

  it('says what is wrong, and in which row', () => {
    expect(problem('<!doctype html>')).toContain('not JSON');
    expect(problem(null)).toContain('Object');
    expect(problem({ ...good, format: 'csv' })).toContain('format');
    expect(problem({ ...good, version: 2 })).toContain('version');
    expect(problem({ ...good, licence: undefined })).toContain('licence');
    expect(problem({ ...good, personas: [] })).toContain('no persona');
    expect(row({ text: ' ', labels })).toContain('row 2: text: is empty');
    expect(row({ text: 'x'.repeat(2001), labels })).toContain('row 2: text: is longer than 2000');
    expect(row({ text: 7, labels })).toContain('row 2: text');
    expect(row({ text: 'x' })).toContain('row 2: labels');
    expect(row({ text: 'x', labels: { ...labels, age: 7 } })).toContain('row 2: labels.age');
    expect(row({ text: 'x', labels: { ...labels, occupation: '12' } })).toContain('row 2: labels.occupation');
    expect(row({ text: 'x', labels: { ...labels, mood: 'good' } })).toContain('row 2: labels.mood');
    expect(row({ text: 'A nurse in  Porto', labels })).toContain('row 2 repeats row 1');
    expect(row(null)).toContain('row 2');
  });

  it('answers anything else with a fault', () => {
    const junk = fc.record(
      { format: fc.constant('polyphony-personas'), version: fc.constant(1), personas: fc.anything() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), junk), (file) => {
        expect(problem(file)).not.toBe('none');
      }),
    );
  });
});

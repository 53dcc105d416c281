import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExperimentId } from '../model/experiment.ts';
import { type Fault, faultOf } from '../model/fault.ts';
import { MAX_FILE_PLAIN_BYTES } from '../share/limits.ts';
import { readKeptExperiment } from '../store/read-experiment.ts';
import { readReport } from './read-report.ts';
import { leaving, type ReportData, reportJson, underId } from './report-json.ts';
import { experiment, result, trials } from './report.test-help.ts';

const data: ReportData = { experiment, trials, result };
const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readReport(bytesOf(text), readKeptExperiment);
const written = JSON.parse(reportJson(data)) as Record<string, unknown>;

function faultOfReading(value: unknown): Fault | null {
  try {
    read(typeof value === 'string' ? value : JSON.stringify(value));
    return null;
  } catch (thrown) {
    return faultOf(thrown);
  }
}

describe('a JSON report', () => {
  it('comes back as it left', () => {
    const back = read(reportJson(data));
    const left = leaving(data);
    expect(back.result).toEqual(result);
    expect(back.experiment.spec).toEqual({ ...left.experiment.spec, models: back.experiment.spec.models });
    expect(back.trials).toHaveLength(trials.length);
    expect(back.trials[0]).toEqual({ ...left.trials[0], by: back.experiment.spec.models[0] });
    expect(read(reportJson(back))).toEqual(back);
  });

  it('leaves out what belongs to this browser: ids and hosts of servers, what they said, calls that have not ended', () => {
    const [first, ...rest] = trials;
    const running = {
      ...data,
      trials: [{ ...(first as (typeof trials)[number]), state: 'running' as const }, ...rest],
    };
    const text = reportJson(running);
    expect(text).not.toContain('srv-1');
    expect(text).not.toContain('example.internal');
    // A vote about it stays, too.
    const kept = leaving(running);
    expect(kept.trials).toHaveLength(trials.length - 1);
    expect(kept.experiment.blind).toHaveLength(2);
  });

  it('takes another id with everything that names it', () => {
    const other = underId(data, 'recorded-1' as ExperimentId);
    expect(JSON.stringify(other)).not.toContain('"e1');
    expect(read(reportJson(other)).trials.map(({ id }) => id)).toEqual(other.trials.map(({ id }) => id));
    expect(underId(other, experiment.id)).toEqual(data);
  });

  it('is refused with a code that says why', () => {
    expect(faultOfReading(written)).toBeNull();
    expect(faultOfReading('{"polyphony"')?.code).toBe('share-corrupt');
    expect(faultOfReading('null')?.code).toBe('share-corrupt');
    expect(faultOfReading({ ...written, kind: 'runs' })?.code).toBe('share-corrupt');
    expect(faultOfReading({ ...written, polyphony: 2 })?.code).toBe('share-newer');
    expect(faultOfReading({ ...written, polyphony: '1' })?.code).toBe('share-corrupt');
    expect(faultOfReading({ ...written, experiment: { ...experiment, version: 2 } })?.code).toBe('share-newer');
    expect(faultOfReading({ ...written, result: { ...result, version: 2 } })?.code).toBe('share-newer');
    expect(faultOfReading({ ...written, result: { ...result, groups: [{}] } })?.message).toContain('groups.0');
    expect(faultOfReading({ ...written, trials: {} })?.code).toBe('share-corrupt');
    expect(faultOfReading({ ...written, trials: [] })?.message).toContain('experiment is damaged');
    const foreign = { ...result, verdicts: result.verdicts.map((one) => ({ ...one, arm: 'nobody' })) };
    expect(faultOfReading({ ...written, result: foreign })?.message).toContain('another experiment');
    expect(faultOfReading('['.repeat(100))?.code).toBe('share-too-large');
    const large = new Uint8Array(MAX_FILE_PLAIN_BYTES + 1);
    expect(() => readReport(large, readKeptExperiment)).toThrow('too large');
  });
});

describe('spoilt reports', () => {
  const codes = new Set(['share-corrupt', 'share-newer', 'share-too-large']);
  const paths: (string | number)[][] = [];
  const walk = (value: unknown, path: (string | number)[]) => {
    if (path.length > 0) paths.push(path);
    if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) walk(one, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  walk(written, []);

  it('with anything anywhere are refused or read again as they are, and nothing else happens', () => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(-1, 0.5, 2, 1e300, '', null, '__proto__'),
      fc.constant({ __proto__: null, constructor: 1 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), values, (path, value) => {
        const copy = structuredClone(written);
        let at = copy;
        for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
        at[path.at(-1) ?? ''] = value;
        const why = faultOfReading(copy);
        if (why) expect(codes).toContain(why.code);
        else {
          const once = read(JSON.stringify(copy));
          expect(read(reportJson(once))).toEqual(once);
        }
      }),
      { numRuns: 300 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('with bytes cut off or changed are refused or whole', () => {
    const bytes = bytesOf(reportJson(data));
    const places = fc.integer({ min: 0, max: bytes.length - 1 });
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 255 }), fc.boolean(), (place, byte, isCut) => {
        const spoilt = isCut ? bytes.slice(0, place) : bytes.slice();
        if (!isCut) spoilt[place] = byte;
        try {
          readReport(spoilt, readKeptExperiment);
        } catch (thrown) {
          expect(codes).toContain(faultOf(thrown).code);
        }
      }),
      { numRuns: 200 },
    );
  });
});

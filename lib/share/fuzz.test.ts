import { expect, it } from 'vitest';
import { faultOf } from '../model/fault.ts';
import type { SharedPlayground } from '../model/share.ts';
import type { Outcome } from '../protocol/engine.ts';
import { fuzzLinks, fuzzRoundTrips, type FuzzPlan } from './fuzz.test-help.ts';
import { unpackLink } from './link.ts';
import { mutations } from './mutations.test-help.ts';

const unpack = async (text: string): Promise<Outcome<SharedPlayground>> => {
  try {
    return { ok: true, value: await unpackLink(text, () => 0) };
  } catch (thrown) {
    return { ok: false, fault: faultOf(thrown) };
  }
};
const plan = (count: number): FuzzPlan => ({ count, seed: 7, unpack, now: () => 0 });

// `npm run fuzz` does fifty times as many.
it('2,000 spoilt links are refused or hold a playground, and nothing else happens', async () => {
  const { counts, failures } = await fuzzLinks(plan(2000));
  expect(failures).toEqual([]);
  expect([...counts.keys()].sort()).toEqual(Object.keys(mutations).sort());
  const kinds = new Set([...counts.values()].flatMap((kind) => [...kind.keys()]));
  expect([...kinds].sort()).toEqual(['playground', 'share-corrupt', 'share-newer', 'share-too-large']);
  // The ways that keep a right checksum reach the schema, and some come through it.
  expect(counts.get('list in the JSON')?.get('playground')).toBeGreaterThan(0);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

it('500 playgrounds come back as they went', async () => {
  expect((await fuzzRoundTrips(plan(500))).failures).toEqual([]);
});

it('notices an app that opens something else, or throws', async () => {
  const other = async (text: string) => {
    const outcome = await unpack(text);
    return outcome.ok ? ({ ok: true, value: { ...outcome.value, focus: { column: 0, repeat: 0 } } } as const) : outcome;
  };
  expect((await fuzzRoundTrips({ ...plan(40), unpack: other })).failures.length).toBeGreaterThan(0);
  const throwing = () => Promise.reject(new TypeError('x'));
  expect((await fuzzLinks({ ...plan(20), unpack: throwing })).failures).toHaveLength(10);
});

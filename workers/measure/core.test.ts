import { describe, expect, it } from 'vitest';
import { analyse } from '../../lib/analysis/analyse.ts';
import type { MeasureProgress } from '../../lib/protocol/measure.ts';
import { measureStages } from '../../lib/protocol/measure.ts';
import { codeOf, letterEncoder, valueOf } from '../dedup/core.test-help.ts';
import { createMeasureCore } from './core.ts';
import { quickAnalysis, smallAsk } from './core.test-help.ts';
import type { MeasureWorld } from './ports.ts';

function open(part: Partial<MeasureWorld> = {}) {
  const heard: MeasureProgress[] = [];
  let time = 0;
  const core = createMeasureCore({
    analyse: quickAnalysis,
    emit: (progress) => void heard.push(progress),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    now: () => (time += 7),
    date: () => 1_700_000_000_000,
    loadDetector: () => Promise.resolve(() => null),
    ...part,
  });
  return { core, heard };
}

describe('the measure worker', () => {
  it('analyses with and without meaning, into plain data', async () => {
    const { core, heard } = open({ analyse });
    const words = valueOf(await core.measure('a', smallAsk(false)));
    expect(words.encoder).toBeNull();
    expect(words.groups.map(({ texts, quality }) => [texts, quality.valid.hits, quality.fidelity])).toEqual([
      [8, 8, null],
      [8, 8, null],
    ]);
    await core.useEncoder(letterEncoder());
    const meant = valueOf(await core.measure('b', smallAsk(true)));
    expect(meant.encoder).toBe('letters');
    expect(meant.groups[1]?.quality.fidelity).toMatchObject({ n: 8, k: 4, chance: 0.25 });
    expect(meant.groups[0]?.metrics['vendi-1'].value).toBeLessThan(meant.groups[1]?.metrics['vendi-1'].value ?? 0);
    expect(structuredClone(meant)).toEqual(meant);
    expect(JSON.parse(JSON.stringify(meant))).toEqual(meant);

    const told = heard.filter(({ job }) => job === 'b');
    const order = told.map(({ stage }) => measureStages.indexOf(stage));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(told.map(({ stage }) => stage))).toEqual(new Set(measureStages));
    for (const { done, total } of told) expect(done).toBeLessThanOrEqual(total);
    expect(heard.filter(({ job }) => job === 'a').some(({ stage }) => stage === 'loading')).toBe(false);
  });

  it('says when meaning is asked for without an encoder, and what the encoder says', async () => {
    const { core } = open();
    expect(codeOf(await core.measure('a', smallAsk(true)))).toBe('internal');
    await core.useEncoder(letterEncoder({ letGo: Promise.resolve(), cancelled: [], fails: true }));
    expect(codeOf(await core.measure('b', smallAsk(true)))).toBe('model-missing');
    expect(codeOf(await core.measure('c', smallAsk(false)))).toBe('ok');
  });

  it('is cancelled in the middle, while it waits for the encoder as well, and can be asked again', async () => {
    const { core } = open();
    const measuring = core.measure('a', smallAsk(false));
    await core.cancel('a');
    expect(codeOf(await measuring)).toBe('cancelled');
    const held = { letGo: new Promise<void>(() => undefined), cancelled: [] as string[], asked: 0 };
    await core.useEncoder(letterEncoder(held));
    const waiting = core.measure('b', smallAsk(true));
    await expect.poll(() => held.asked).toBe(1);
    await core.cancel('b');
    expect(codeOf(await waiting)).toBe('cancelled');
    expect(codeOf(await core.measure('b', smallAsk(false)))).toBe('ok');
    await core.cancel('nobody');
  });

  it('does one analysis of a name at a time', async () => {
    const { core } = open();
    const first = core.measure('a', smallAsk(false));
    expect(codeOf(await core.measure('a', smallAsk(false)))).toBe('internal');
    expect(codeOf(await first)).toBe('ok');
  });
});

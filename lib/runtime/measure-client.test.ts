import { describe, expect, it } from 'vitest';
import { codeOf, letterEncoder } from '../../workers/dedup/core.test-help.ts';
import { createMeasureCore } from '../../workers/measure/core.ts';
import { quickAnalysis, smallAsk } from '../../workers/measure/core.test-help.ts';
import { fault, type Fault } from '../model/fault.ts';
import type { LoadProgress } from '../model/model-info.ts';
import type { EmbedLoad, EmbedWorkerApi } from '../protocol/embed.ts';
import type { MeasureProgress, MeasureWorkerApi } from '../protocol/measure.ts';
import type { WorkerLink } from './link.ts';
import { MeasureClient } from './measure-client.ts';

/** A client over workers in this thread, which can die. */
function open(held: Parameters<typeof letterEncoder>[0] = null) {
  const spawned: { what: 'measure' | 'embed'; ended: boolean; die: () => void }[] = [];
  function link<Api>(what: 'measure' | 'embed', remote: object) {
    let die: (why: Fault) => void = () => undefined;
    const died = new Promise<Fault>((resolve) => (die = resolve));
    const one = { what, ended: false, die: () => die(fault('worker-crashed', `The ${what} worker is gone.`)) };
    spawned.push(one);
    return { remote, died, end: () => void (one.ended = true) } as unknown as WorkerLink<Api>;
  }
  const client = new MeasureClient({
    load: { base: '/', threads: 0 },
    spawnMeasure: () => {
      let emit: (progress: MeasureProgress) => void = () => undefined;
      const core = createMeasureCore({
        analyse: quickAnalysis,
        emit: (progress) => emit(progress),
        breathe: () => new Promise((resolve) => setImmediate(resolve)),
        now: () => 0,
        date: () => 0,
        loadDetector: () => Promise.resolve(() => null),
      });
      // The channel between the workers carries the encoder's own port here.
      const useEncoder = () => core.useEncoder(letterEncoder(held));
      const connect = (hear: typeof emit) => Promise.resolve(void (emit = hear));
      return link<MeasureWorkerApi>('measure', { ...core, useEncoder, connect });
    },
    spawnEmbed: () => {
      const connect = (_: EmbedLoad, hear: (progress: LoadProgress) => void) => {
        hear({ phase: 'download', fraction: 0.5, doneBytes: 1, totalBytes: 2 });
        return Promise.resolve();
      };
      return link<EmbedWorkerApi>('embed', { connect, serve: () => Promise.resolve() });
    },
  });
  const heard: MeasureProgress[] = [];
  const stop = new AbortController();
  const measure = (meaning: boolean) =>
    client.measure(smallAsk(meaning), { signal: stop.signal, onProgress: (progress) => void heard.push(progress) });
  return { client, spawned, heard, stop, measure };
}

describe('MeasureClient', () => {
  it('starts the encoder for meaning only, and ends its workers with the analysis', async () => {
    const { spawned, heard, measure } = open();
    expect(codeOf(await measure(false))).toBe('ok');
    expect(spawned.map(({ what }) => what)).toEqual(['measure']);
    expect(codeOf(await measure(true))).toBe('ok');
    expect(spawned.map(({ what }) => what)).toEqual(['measure', 'measure', 'embed']);
    expect(spawned.every(({ ended }) => ended)).toBe(true);
    expect(heard).toContainEqual({ job: 'measure-2', stage: 'loading', done: 0.5, total: 1 });
  });

  it('is cancelled at once, by its signal or by its end', async () => {
    const held = { letGo: new Promise<void>(() => undefined), cancelled: [], asked: 0 };
    const one = open(held);
    const measuring = one.measure(true);
    await expect.poll(() => held.asked).toBe(1);
    one.stop.abort();
    expect(codeOf(await measuring)).toBe('cancelled');
    expect(one.spawned.every(({ ended }) => ended)).toBe(true);
    expect(codeOf(await one.measure(false))).toBe('cancelled');
    const other = open(held);
    const disposed = other.measure(true);
    other.client.dispose();
    expect(codeOf(await disposed)).toBe('cancelled');
  });

  it.each(['measure', 'embed'] as const)('answers with the death of the %s worker, and works again', async (who) => {
    const held = { letGo: new Promise<void>(() => undefined), cancelled: [], asked: 0 };
    const { spawned, measure } = open(held);
    const measuring = measure(true);
    await expect.poll(() => held.asked).toBe(1);
    spawned.find(({ what }) => what === who)?.die();
    expect(codeOf(await measuring)).toBe('worker-crashed');
    expect(spawned.every(({ ended }) => ended)).toBe(true);
    expect(codeOf(await measure(false))).toBe('ok');
  });
});

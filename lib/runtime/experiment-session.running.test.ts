import { describe, expect, it } from 'vitest';
import { fault } from '../model/fault.ts';
import { createMemoryStores } from '../store/memory.ts';
import { fakeLocks, openExperiments, valueOf } from './experiment-session.test-help.ts';

describe('an experiment', () => {
  it('is begun with its personas and one answer of each arm, run, kept and analysed by itself', async () => {
    const tab = await openExperiments();
    tab.actions.setDraft({ n: 4 });
    expect(tab.state().objection).toBeNull();
    const id = valueOf(await tab.actions.begin());
    expect(tab.open().status).toBe('calibrating');
    await tab.quiet();
    const { experiment, ended, calls } = tab.open();
    expect(experiment.spec.hub.map(({ id: one }) => one)).toEqual(['persona-1', 'persona-2', 'persona-3', 'persona-4']);
    expect(experiment.spec.hub[0]?.labels).toEqual({ gender: 'female' });
    expect(experiment.spec.draw).toMatchObject({ licence: 'CC0-1.0', from: { kind: 'shard', shard: 'starter' } });
    expect([...tab.open().trials.values()].map(({ index }) => index)).toEqual([0, 0, 0, 0]);
    expect(ended).toBe(4);
    expect(calls).toBe(13); // 3 x 4, and one request for five
    expect(tab.open().estimate).toMatchObject({ calls: 13, measured: 4, promptTokens: 130, completionTokens: 65 });
    expect(tab.measured).toEqual([]);

    tab.actions.run();
    expect(tab.open().status).toBe('running');
    await tab.quiet();
    expect(tab.open()).toMatchObject({ status: 'idle', ended: 13, failed: 0, secondsLeft: null });
    expect(tab.open().analysis).toMatchObject({ status: 'done', stale: false, result: { rounds: 13 } });
    expect(tab.measured.map(({ meaning }) => meaning)).toEqual([true]);
    expect(await tab.stores.trials.countTrials(id)).toBe(13);
    expect(tab.state().list).toMatchObject([{ experiment: { id }, calls: 13, ended: 13, running: false }]);

    const later = await openExperiments({ stores: tab.stores });
    valueOf(await later.actions.openExperiment(id));
    expect(later.open()).toMatchObject({ ended: 13, analysis: { status: 'done', stale: false } });
    expect(later.measured).toEqual([]);
  });

  it('goes on after the tab was killed, with the trials of an uncut run', async () => {
    const whole = await openExperiments({ newId: () => 'same' });
    whole.actions.setDraft({ n: 7 });
    valueOf(await whole.actions.begin());
    await whole.quiet();
    whole.actions.run();
    await whole.quiet();

    const cut = await openExperiments({ newId: () => 'same' });
    cut.actions.setDraft({ n: 7 });
    const id = valueOf(await cut.actions.begin());
    await cut.quiet();
    cut.pool.before = (_, count) => (count > 9 ? new Promise(() => undefined) : undefined);
    cut.actions.run();
    await cut.until(({ open }) => (open?.ended ?? 0) >= 9);
    cut.session.dispose();
    await new Promise((resolve) => setImmediate(resolve));
    expect(await cut.stores.trials.countTrials(id)).toBe(9);

    const again = await openExperiments({ stores: cut.stores });
    valueOf(await again.actions.openExperiment(id));
    expect(again.open()).toMatchObject({ ended: 9, analysis: { status: 'none' } });
    again.actions.run();
    await again.quiet();
    const plain = (asked: typeof whole.measured) =>
      asked[0]?.trials.map(({ id: one, text, seed, state }) => ({ one, text, seed, state }));
    expect(plain(again.measured)).toEqual(plain(whole.measured));
    expect(again.measured[0]?.experiment.spec).toEqual(whole.measured[0]?.experiment.spec);
  });

  it('is paused: nothing new at first, then what runs is ended and asked again another time', async () => {
    const tab = await openExperiments();
    tab.actions.setDraft({ n: 30 });
    valueOf(await tab.actions.begin());
    await tab.quiet();
    tab.pool.before = () => new Promise(() => undefined);
    tab.actions.run();
    await tab.until(({ open }) => [...(open?.trials.values() ?? [])].some(({ state }) => state === 'running'));
    tab.actions.pause();
    expect(tab.open().status).toBe('pausing');
    const begun = tab.pool.asked.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(tab.pool.asked.length).toBe(begun);
    tab.actions.pause();
    await tab.quiet();
    expect(tab.open()).toMatchObject({ status: 'idle', ended: 4 });
    expect([...tab.open().trials.values()].every(({ state }) => state === 'done')).toBe(true);
    tab.pool.before = () => undefined;
    tab.actions.run();
    await tab.quiet();
    expect(tab.open().ended).toBe(tab.open().calls);
  });

  it('runs in one tab at a time, and takes what the other one wrote', async () => {
    const stores = createMemoryStores();
    const alone = fakeLocks();
    const one = await openExperiments({ stores, alone });
    const two = await openExperiments({ stores, alone });
    one.actions.setDraft({ n: 4 });
    const id = valueOf(await one.actions.begin());
    await one.quiet();
    valueOf(await two.actions.openExperiment(id));
    let release: () => void = () => undefined;
    one.pool.before = () => new Promise<void>((resolve) => (release = resolve));
    one.actions.run();
    await one.until(({ open }) => open?.status === 'running');
    two.actions.run();
    await two.quiet();
    expect(two.open().fault?.message).toContain('another tab');
    expect(two.pool.asked).toEqual([]);
    expect((await two.actions.remove(id)).ok).toBe(false);
    release();
    one.actions.pause();
    one.actions.pause();
    await one.quiet();
    two.actions.run();
    await two.quiet();
    expect(two.open()).toMatchObject({ ended: 13, fault: null });
    expect(two.pool.asked.length + (await stores.trials.countTrials(id))).toBeLessThanOrEqual(26);
    expect(two.measured[0]?.trials.length).toBe(13);
  });

  it('takes more answers of the same draw, and tells that the result is older', async () => {
    const tab = await openExperiments();
    tab.actions.setDraft({ n: 4 });
    valueOf(await tab.actions.begin());
    await tab.quiet();
    tab.actions.run();
    await tab.quiet();
    const { spec } = tab.open().experiment;
    valueOf(await tab.actions.addMore(3));
    expect(tab.open().experiment.spec.n).toBe(7);
    expect(tab.open().experiment.spec.hub.slice(0, 4)).toEqual(spec.hub);
    expect(tab.open()).toMatchObject({ ended: 13, calls: 23, analysis: { stale: false } });
    tab.pool.before = (job) => (job.id.includes('/control/0/6') ? new Promise(() => undefined) : undefined);
    tab.actions.run();
    await tab.until(({ open }) => (open?.ended ?? 0) === 22);
    expect(tab.open().analysis.stale).toBe(true);
    tab.actions.pause();
    tab.actions.pause();
    await tab.quiet();
    expect((await tab.actions.addMore(5_000)).ok).toBe(false);
    expect(tab.open().experiment.spec.n).toBe(7);
  });

  it('asks failed calls again when asked to, whatever was kept of them', async () => {
    const tab = await openExperiments();
    tab.actions.setDraft({ n: 4 });
    const id = valueOf(await tab.actions.begin());
    await tab.quiet();
    tab.pool.fails = (job) => (job.id.includes('/hub/') ? fault('out-of-memory', 'Full.') : null);
    tab.actions.run();
    await tab.quiet();
    expect(tab.open()).toMatchObject({ failed: 3, ended: 13 });
    tab.pool.fails = () => null;
    tab.actions.run();
    await tab.quiet();
    expect(tab.open().failed).toBe(3);
    const before = tab.pool.asked.length;
    tab.pool.before = (job) => (job.id.endsWith('/3') ? new Promise(() => undefined) : undefined);
    tab.actions.retryFailed();
    await tab.until(({ open }) => open?.ended === 12);
    tab.actions.pause();
    tab.actions.pause();
    await tab.quiet();
    expect(tab.open()).toMatchObject({ failed: 0, ended: 12 });
    tab.pool.before = () => undefined;
    tab.actions.run();
    await tab.quiet();
    expect(tab.open()).toMatchObject({ failed: 0, ended: 13 });
    expect(tab.pool.asked.length - before).toBe(4);
    expect((await tab.stores.trials.trialsOf(id)).every(({ state }) => state === 'done')).toBe(true);
  });

  it('ends when nothing more can be kept, and says why', async () => {
    const stores = createMemoryStores();
    let full = false;
    const trials = {
      ...stores.trials,
      putTrials: (some: Parameters<typeof stores.trials.putTrials>[0]) =>
        full ? Promise.reject(new Error('Full.')) : stores.trials.putTrials(some),
    };
    const tab = await openExperiments({ stores: { ...stores, trials } });
    tab.actions.setDraft({ n: 30 });
    valueOf(await tab.actions.begin());
    await tab.quiet();
    full = true;
    tab.actions.run();
    await tab.quiet();
    expect(tab.open().fault?.message).toBe('Full.');
    expect(tab.open().ended).toBeLessThan(40);
  });
});

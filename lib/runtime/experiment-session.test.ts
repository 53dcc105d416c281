import { describe, expect, it } from 'vitest';
import type { ArmId } from '../model/experiment.ts';
import { fault } from '../model/fault.ts';
import { createMemoryStores } from '../store/memory.ts';
import { noEncoder, noResult, openExperiments, scripted, valueOf } from './experiment-session.test-help.ts';

const hub = 'hub' as ArmId;

describe('several experiments', () => {
  it('are listed, closed while they run, and run one at a time', async () => {
    const tab = await openExperiments();
    tab.actions.setDraft({ n: 4 });
    const first = valueOf(await tab.actions.begin());
    await tab.quiet();
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    tab.pool.before = () => gate;
    tab.actions.run();
    await tab.until(({ open }) => open?.status === 'running');
    tab.actions.close();
    expect(tab.state().open).toBeNull();
    expect(tab.state().list).toMatchObject([{ running: true }]);
    expect(await tab.actions.begin()).toMatchObject({ ok: false, fault: { code: 'bad-input' } });
    valueOf(await tab.actions.openExperiment(first));
    expect(tab.open().status).toBe('running');
    tab.actions.close();
    release();
    await tab.until(({ list }) => list[0]?.ended === 13 && !list[0].running);
    await tab.quiet();
    // Analysed where nobody looked.
    expect(tab.measured.length).toBe(1);
    valueOf(await tab.actions.openExperiment(first));
    expect(tab.open()).toMatchObject({ status: 'idle', ended: 13, analysis: { status: 'done' } });
    expect((await tab.actions.begin()).ok).toBe(true);
    await tab.quiet();
    expect(tab.state().list.length).toBe(2);
  });

  it('are renamed, voted on, deleted and put back', async () => {
    const tab = await openExperiments();
    tab.actions.setDraft({ n: 4 });
    const id = valueOf(await tab.actions.begin());
    await tab.quiet();
    tab.actions.rename(id, '  Lighthouses ');
    await tab.until(
      ({ open, list }) => open?.experiment.name === 'Lighthouses' && list[0]?.experiment.name === 'Lighthouses',
    );
    const [left, right] = [...tab.open().trials.keys()];
    if (!left || !right) throw new Error('no trials');
    tab.actions.vote({ left, right, choice: 'left' });
    tab.actions.vote({ left, right, choice: 'neither' });
    tab.actions.undoVote();
    await tab.quiet();
    expect((await tab.stores.trials.getExperiment(id))?.blind).toMatchObject([{ left, right, choice: 'left' }]);

    valueOf(await tab.actions.remove(id));
    expect(tab.state()).toMatchObject({ open: null, list: [], undoable: [{ id, name: 'Lighthouses' }] });
    expect(await tab.stores.trials.trialsOf(id)).toEqual([]);
    valueOf(await tab.actions.undoRemove(id));
    expect(tab.state()).toMatchObject({ list: [{ ended: 4 }], undoable: [] });
    expect((await tab.actions.undoRemove(id)).ok).toBe(false);
    valueOf(await tab.actions.openExperiment(id));
    expect(tab.open().experiment.blind.length).toBe(1);
  });

  it('are repeated and compared trial by trial', async () => {
    const tab = await openExperiments();
    tab.actions.setDraft({ n: 4 });
    const first = valueOf(await tab.actions.begin());
    await tab.quiet();
    tab.actions.run();
    await tab.quiet();
    const second = valueOf(await tab.actions.reproduce(first));
    await tab.quiet();
    expect(tab.open().experiment).toMatchObject({ id: second, reproduces: first, recorded: false });
    expect(tab.open().reproduction).toMatchObject({ identical: 4, missing: 9, different: 0 });
    tab.actions.run();
    await tab.quiet();
    expect(tab.open().reproduction).toMatchObject({ identical: 13, missing: 0, differences: [] });
    valueOf(await tab.actions.remove(first));
    valueOf(await tab.actions.openExperiment(second));
    expect(tab.open().reproduction).not.toBeNull();
  });
});

describe('the analysis', () => {
  it('falls back to words where there is no encoder, and says so', async () => {
    const asks: boolean[] = [];
    const tab = await openExperiments({
      measure: {
        measure: ({ meaning }) => {
          asks.push(meaning);
          return Promise.resolve(meaning ? noEncoder : { ok: true, value: noResult });
        },
        dispose: () => undefined,
      },
    });
    tab.actions.setDraft({ n: 4 });
    valueOf(await tab.actions.begin());
    await tab.quiet();
    tab.actions.run();
    await tab.quiet();
    await tab.until(({ open }) => open?.analysis.status === 'done');
    expect(asks).toEqual([true, false]);
    expect(tab.open().analysis.fault?.code).toBe('download-failed');
    tab.actions.analyse(true);
    await tab.quiet();
    expect(tab.open().analysis).toMatchObject({ status: 'failed', result: noResult });
  });

  it('can be given up, and shows how far it is', async () => {
    const tab = await openExperiments({
      measure: {
        measure: (_, { signal, onProgress }) => {
          onProgress({ job: 'm', stage: 'metrics', done: 1, total: 4 });
          return new Promise((resolve) => {
            signal.addEventListener('abort', () => resolve({ ok: false, fault: fault('cancelled', 'Ended.') }));
          });
        },
        dispose: () => undefined,
      },
    });
    tab.actions.setDraft({ n: 4 });
    valueOf(await tab.actions.begin());
    await tab.quiet();
    tab.actions.analyse(false);
    expect(tab.open().analysis).toMatchObject({ status: 'running', stage: 'metrics', fraction: 0.25 });
    tab.actions.cancelAnalysis();
    await tab.quiet();
    expect(tab.open().analysis).toMatchObject({ status: 'none', fault: null });
  });
});

describe('the set-up', () => {
  it('is kept, and what cannot be read is left', async () => {
    const stores = createMemoryStores();
    const tab = await openExperiments({ stores });
    tab.actions.setDraft({ n: 12, draw: { how: 'spread', seed: 7, scope: { kind: 'set', set: 's' } } });
    await tab.quiet();
    const later = await openExperiments({ stores });
    expect(later.state().draft).toEqual(tab.state().draft);
    await stores.runs.putSetting('experiment-draft', { version: 99 });
    const third = await openExperiments({ stores });
    expect(third.state().draft.n).toBe(30);
  });

  it('says why it cannot be begun, also by the personas that are there', async () => {
    const tab = await openExperiments({ held: 5 });
    tab.actions.setDraft({ n: 3 });
    expect(tab.state().objection).toContain('4 to 1000');
    expect((await tab.actions.begin()).ok).toBe(false);
    tab.actions.setDraft({ n: 8 });
    expect(tab.state().objection).toBeNull();
    const begun = await tab.actions.begin();
    expect(begun.ok ? '' : begun.fault.message).toContain('Only 5 personas');
    expect(tab.state().list).toEqual([]);
    tab.actions.setDraft({ n: Number.NaN });
    tab.actions.setDraft({ n: 1e9 });
    expect(tab.state().draft.n).toBe(1000);
  });

  it('shows the exact requests that are asked', async () => {
    const tab = await openExperiments();
    tab.actions.setDraft({ n: 4 });
    const arm = tab.state().draft.arms.find(({ id }) => id === hub);
    if (!arm) throw new Error('no hub');
    const preview = valueOf(await tab.actions.previewPrompt(arm, 2));
    valueOf(await tab.actions.previewPrompt(arm, 3));
    expect(tab.draws.length).toBe(1);
    valueOf(await tab.actions.begin());
    await tab.quiet();
    tab.actions.run();
    await tab.quiet();
    const place = { arm: hub, model: 0, index: 2, solve: null };
    expect(valueOf(tab.actions.promptOf(place))).toEqual(preview);
    expect(tab.pool.asked.find(({ id }) => id.endsWith('/hub/0/2'))?.prompt).toEqual(preview);
    expect(tab.actions.promptOf({ ...place, arm: 'nobody' as ArmId }).ok).toBe(false);
  });

  it('goes with the chosen model and the task, and comes back from an experiment', async () => {
    const tab = await openExperiments();
    const { settings } = tab.state().draft;
    tab.actions.setDraft({ task: { ...tab.state().draft.task, id: 'tool' } });
    expect(tab.state().draft.settings).not.toEqual(settings);
    tab.actions.setDraft({ n: 4, draw: { how: 'spread', seed: 3, scope: { kind: 'set', set: 's' } } });
    const was = tab.state().draft;
    const other = { ...scripted, model: 'other' };
    tab.choose(other);
    const id = valueOf(await tab.actions.begin());
    await tab.quiet();
    expect(tab.open().experiment.spec.models).toEqual([other]);
    tab.actions.resetDraft();
    tab.actions.copyToDraft(id);
    await tab.until(({ draft }) => draft.task.id === 'tool');
    expect(tab.state().draft).toEqual({ ...was, models: [other] });
    valueOf(await tab.actions.remove(id));
    tab.actions.copyToDraft(id);
    await tab.until((state) => state.fault !== null);
  });
});

import { describe, expect, it } from 'vitest';
import { exact, plainJoins, semantic } from '../../workers/dedup/core.test-help.ts';
import type { Joins } from '../../workers/dedup/ports.ts';
import { fault } from '../model/fault.ts';
import type { CellId, RunId } from '../model/ids.ts';
import { openDedup, scopeA, someRun } from './dedup-session.test-help.ts';
import type { ReviewSubject } from './dedup-state.ts';
import { TimeLeft } from './time-left.ts';

const personas: ReviewSubject = { kind: 'personas', name: 'All', scope: scopeA };
const texts = [
  'A retired nurse from Porto',
  'a retired NURSE from porto',
  'A miner in Chile',
  'A retired nurse from Porto, Portugal',
];

/** Joins that wait until they are let go, or ended. */
function heldJoins() {
  const gate = { open: false };
  const joins: Joins = {
    ...plainJoins,
    async exact(sets, floor, steps) {
      while (!gate.open) {
        await steps.breathe();
        steps.signal.throwIfAborted();
      }
      return plainJoins.exact(sets, floor, steps);
    },
  };
  return { joins, letGo: () => (gate.open = true) };
}

async function found(part: Awaited<ReturnType<typeof openDedup>>, subject = personas) {
  part.session.actions.find(subject, exact.method, 0.5);
  await expect.poll(() => part.review()?.grouping ?? part.review()?.fault).toBeTruthy();
  return part.review();
}

describe('a review of personas', () => {
  it('goes from the find to the decision and back', async () => {
    const part = await openDedup(texts);
    const { actions } = part.session;
    expect(part.workers).toHaveLength(0);
    expect(await found(part)).toMatchObject({ state: 'found', threshold: 0.9, keep: 'first', progress: null, turn: 1 });
    expect(part.review()?.grouping).toMatchObject({ clusters: 1, removed: 1, before: 4 });
    actions.setThreshold(0.6);
    actions.setThreshold(0.7);
    actions.setKeep('longest');
    actions.setThreshold(0.8);
    await expect.poll(() => part.review()?.grouping).toMatchObject({ threshold: 0.8, keep: 'longest', removed: 2 });
    // The first of the wishes and the last: those between were not asked for.
    expect(part.review()?.turn).toBeLessThanOrEqual(3);
    expect(await actions.choose(0, 'keep')).toEqual({ ok: true, value: undefined });
    expect(part.review()?.grouping).toMatchObject({ removed: 1, byHand: 1 });
    const clusters = await actions.clusters(0, 10);
    expect(clusters.ok && clusters.value[0]?.members.map(({ item }) => item)).toEqual([0, 3, 1]);

    const [one, other] = await Promise.all([actions.apply(), actions.apply()]);
    expect(one.ok && other.ok && one.value.id === other.value.id).toBe(true);
    const kept = await part.stores.shards.listDecisions();
    expect(kept).toEqual([one.ok && one.value]);
    expect(kept[0]).toMatchObject({ scope: 'All', threshold: 0.8, keep: 'longest', before: 4, clusters: 1, byHand: 1 });
    expect(part.review()).toMatchObject({ state: 'applied', decision: { id: kept[0]?.id } });
    expect(part.session.getState().decisions).toEqual(kept);

    expect(await actions.undo(kept[0]?.id ?? '')).toEqual({ ok: true, value: undefined });
    expect(await part.stores.shards.listDecisions()).toEqual([]);
    expect(part.review()).toMatchObject({ state: 'found', decision: null });
    expect(part.session.getState().decisions).toEqual([]);
    expect(await actions.undo('nowhere')).toMatchObject({ ok: false, fault: { code: 'bad-input' } });
    actions.close();
    expect(part.review()).toBe(null);
    expect(await actions.apply()).toMatchObject({ ok: false });
  });

  it('hears what another tab undid', async () => {
    const part = await openDedup(texts);
    await found(part);
    const applied = await part.session.actions.apply();
    await part.stores.shards.deleteDecision((applied.ok && applied.value.id) || '');
    part.otherTab();
    await expect.poll(() => part.review()?.state).toBe('found');
    expect(part.session.getState().decisions).toEqual([]);
  });

  it('applies all or nothing', async () => {
    const part = await openDedup(texts);
    await found(part);
    part.faults.apply = fault('storage-full', 'The disk is full.');
    expect(await part.session.actions.apply()).toMatchObject({ ok: false, fault: { code: 'storage-full' } });
    expect(part.review()).toMatchObject({ state: 'found', decision: null });
    part.faults.apply = null;
    expect(await part.session.actions.apply()).toMatchObject({ ok: true });
    part.session.actions.find(personas, exact.method, 0.5);
    expect(await part.session.actions.apply()).toMatchObject({ ok: false });
  });

  it('is cancelled, and replaced by another one', async () => {
    const { joins, letGo } = heldJoins();
    const part = await openDedup(texts, joins);
    const { actions } = part.session;
    actions.find(personas, exact.method, 0.5);
    await expect.poll(() => part.workers.length).toBe(1);
    actions.cancel();
    expect(part.review()).toMatchObject({ state: 'cancelled', fault: null });
    expect(await actions.apply()).toMatchObject({ ok: false });
    actions.find(personas, exact.method, 0.6);
    actions.find(personas, exact.method, 0.95);
    expect(part.review()).toMatchObject({ state: 'running', threshold: 0.95 });
    letGo();
    await expect.poll(() => part.review()?.state).toBe('found');
    expect(part.review()).toMatchObject({ floor: 0.95 });
    expect(await part.stores.shards.listDecisions()).toEqual([]);
  });

  it('fails with a worker that dies, and the next one starts another', async () => {
    const part = await openDedup(texts);
    await found(part);
    part.workers[0]?.die();
    await expect.poll(() => part.review()?.state).toBe('failed');
    expect(part.review()).toMatchObject({ fault: { code: 'worker-crashed' } });
    expect(await part.session.actions.apply()).toMatchObject({ ok: false });
    expect(await part.stores.shards.listDecisions()).toEqual([]);
    expect(await found(part)).toMatchObject({ state: 'found' });
    expect(part.workers).toHaveLength(2);
  });

  it('fails with an encoder that dies, which only vectors need', async () => {
    const waiting: Joins = { ...plainJoins, exact: plainJoins.exact };
    const part = await openDedup(texts, waiting);
    await found(part);
    expect(part.encoders).toHaveLength(0);
    part.session.actions.find(personas, semantic.method, 0.5);
    await expect.poll(() => part.encoders.length).toBe(1);
    part.encoders[0]?.die();
    await expect.poll(() => part.review()?.state).toBe('failed');
    expect(part.review()).toMatchObject({ fault: { code: 'worker-crashed', message: 'The encoder is gone.' } });
  });

  it('says what the methods see of planted texts', async () => {
    const part = await openDedup(texts);
    await found(part);
    part.session.actions.check([exact.method]);
    expect(part.review()).toMatchObject({ checking: true });
    await expect.poll(() => part.review()?.check?.results.length).toBe(10);
    expect(part.review()).toMatchObject({ checking: false });
  });
});

describe('a review of answers', () => {
  it('takes the newest that are done and not removed, without the start that all share', async () => {
    const part = await openDedup();
    const { run, cells } = someRun('r/1', ['Math problem: How many?', 'How many?', 'Old', 'Math problem: Which?', '']);
    await part.stores.runs.putRun(run);
    const [, , old, last] = cells;
    if (!old || !last) throw new Error('cells');
    await part.stores.runs.putCells([
      ...cells,
      { ...old, id: 'r/1/0/1/1' as CellId, attempt: 1, text: 'how many' },
      { ...last, id: 'r/1/7/0/0' as CellId, column: 7, state: 'failed' },
    ]);
    const subject: ReviewSubject = { kind: 'answers', name: '1 run', runs: [run.id] };
    const review = await found(part, subject);
    expect(review?.found).toMatchObject({ texts: 4 });
    const applied = await part.session.actions.apply();
    expect(applied).toMatchObject({
      ok: true,
      value: { scope: '1 run', removed: { kind: 'answers', kept: ['r/1/0/0/0', 'r/1/0/0/0'] } },
    });
    expect(await part.stores.runs.listDecisions()).toHaveLength(1);
    const id = (applied.ok && applied.value.id) || '';
    const file = await part.session.actions.exportDecision(id);
    const [head, ...lines] = ((file.ok && (await file.value.text())) || '').trim().split('\n').map((line) => JSON.parse(line) as object); // prettier-ignore
    expect(head).toMatchObject({ format: 'polyphony-dedup-decision', removed: 2, listed: 2, scope: '1 run' });
    expect(lines).toContainEqual({
      text: 'how many',
      answer: 'r/1/0/1/1',
      kept_text: 'How many?',
      kept_answer: 'r/1/0/0/0',
      similarity: 1,
    });
    expect((await found(part, subject))?.found).toMatchObject({ texts: 2 });
    expect(await part.session.actions.undo(id)).toMatchObject({ ok: true });
    expect((await found(part, subject))?.found).toMatchObject({ texts: 4 });
  });

  it('faults for a run that is gone', async () => {
    const part = await openDedup();
    const review = await found(part, { kind: 'answers', name: '', runs: ['gone' as RunId] });
    expect(review).toMatchObject({ state: 'failed', fault: { code: 'bad-input' } });
  });
});

describe('a run that goes on', () => {
  it('shows what repeats', async () => {
    const part = await openDedup();
    const { run, cells } = someRun('r', ['How many loaves?', 'Which way?', 'how many LOAVES']);
    part.session.playChanged({ run, cells: new Map(cells.map((cell) => [cell.id, cell])) });
    await expect.poll(() => part.session.getState().live.texts).toBe(3);
    expect(part.session.getState().live).toMatchObject({ run: 'r', repeated: 1 });
  });
});

it('tells the time left of a stage from what it took so far', () => {
  let now = 0;
  const left = new TimeLeft(() => now);
  expect(left.of({ stage: 'embedding', done: 10, total: 110 })).toBe(null);
  now = 1000;
  expect(left.of({ stage: 'embedding', done: 35, total: 110 })).toBe(3);
  expect(left.of({ stage: 'joining', done: 1, total: 10 })).toBe(null);
});

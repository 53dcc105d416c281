import { expect, it } from 'vitest';
import type { RunId } from '../model/ids.ts';
import { createMemoryStores } from '../store/memory.ts';
import { cutOffRun, openSession } from './session.test-help.ts';

it('puts a kept run on the screen with what it was made with, and shows it again after a reload', async () => {
  const { runs } = createMemoryStores();
  const { run } = await cutOffRun(runs);
  const first = await openSession(runs);
  first.actions.generate();
  const newer = await first.quiet();
  expect(newer.run?.id).not.toBe(run.id);
  expect(await first.session.openRun(run.id)).toMatchObject({ ok: true, value: { id: run.id } });
  expect(first.state()).toMatchObject({ run, missing: 2, columns: run.spec.columns, task: run.spec.task });
  expect(first.cell('0/0').text).toBe('Kept.');
  await first.quiet();
  const second = await openSession(runs);
  expect(second.state().run?.id).toBe(run.id);
  second.actions.generate();
  const newest = await second.quiet();
  expect((await openSession(runs)).state().run?.id).toBe(newest.run?.id);
});

it('opens and leaves nothing while answers are written, and not what is gone', async () => {
  const { runs } = createMemoryStores();
  const { run } = await cutOffRun(runs);
  const { session, actions, state, quiet } = await openSession(runs);
  expect(await session.openRun('gone' as RunId)).toMatchObject({ ok: false, fault: { code: 'bad-input' } });
  expect(await session.leaveRun('gone' as RunId)).toEqual({ ok: true, value: false });
  actions.complete();
  expect(await session.leaveRun(run.id)).toMatchObject({ ok: false, fault: { code: 'bad-input' } });
  expect(await session.openRun(run.id)).toMatchObject({ ok: false });
  await quiet();
  expect(await session.leaveRun(run.id)).toEqual({ ok: true, value: true });
  expect(state()).toMatchObject({ run: null, missing: 0 });
});

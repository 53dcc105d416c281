import { expect, it } from 'vitest';
import { LazyRuns } from './lazy-runs.ts';
import { type RunsState, unreadRuns } from './runs-state.ts';
import { StateBox } from './state-box.ts';

function fake() {
  const box = new StateBox<RunsState>(unreadRuns);
  const said: string[] = [];
  const done = () => Promise.resolve({ ok: true as const, value: undefined });
  const session = {
    actions: {
      open: () => box.set({ restored: true }),
      measure: () => void said.push('measure'),
      openInPlay: done,
      runAgain: done,
      compare: () => Promise.resolve({ ok: true as const, value: null }),
      deleteRuns: done,
      undoDelete: done,
    },
    getState: box.get,
    subscribe: box.subscribe,
    playChanged: () => void said.push('play'),
    dispose: () => void said.push('dispose'),
  };
  return { session, said };
}

const rest = () => new Promise((resolve) => setTimeout(resolve));

it('fetches its session at the first use, once, and hands its state on', async () => {
  const { session, said } = fake();
  let loads = 0;
  const lazy = new LazyRuns(() => {
    loads += 1;
    return Promise.resolve(session);
  });
  lazy.playChanged({ run: null, active: 0 });
  await rest();
  expect(loads).toBe(0);
  lazy.actions.open();
  lazy.actions.measure([]);
  expect(await lazy.actions.deleteRuns([])).toMatchObject({ ok: true });
  await rest();
  expect([loads, lazy.getState().restored, said]).toEqual([1, true, ['play', 'measure']]);
  lazy.dispose();
  expect(said.at(-1)).toBe('dispose');
});

it('says when the session cannot be fetched, and tries again when asked', async () => {
  const { session } = fake();
  let fails = true;
  const lazy = new LazyRuns(() => (fails ? Promise.reject(new Error('offline')) : Promise.resolve(session)));
  lazy.actions.open();
  await rest();
  expect(lazy.getState()).toMatchObject({ restored: true, fault: { message: 'offline' } });
  expect(await lazy.actions.undoDelete('x')).toMatchObject({ ok: false });
  fails = false;
  lazy.actions.open();
  await rest();
  expect(lazy.getState()).toMatchObject({ restored: true, fault: null });
});

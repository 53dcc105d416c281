import { expect, it } from 'vitest';
import type { Cell, Run } from '../model/run.ts';
import { noDedup, type DedupState } from './dedup-state.ts';
import { LazyDedup } from './lazy-dedup.ts';
import { StateBox } from './state-box.ts';

type Session = Awaited<ReturnType<ConstructorParameters<typeof LazyDedup>[0]>>;

function made() {
  const box = new StateBox<DedupState>(noDedup);
  const heard: string[] = [];
  const actions = new Proxy({} as Session['actions'], {
    get: (_, name) => () => {
      heard.push(String(name));
      return Promise.resolve({ ok: true, value: [] });
    },
  });
  const session: Session = {
    actions,
    getState: () => box.get(),
    subscribe: (listener) => box.subscribe(listener),
    playChanged: () => void heard.push('play'),
    dispose: () => void heard.push('dispose'),
  };
  return { box, heard, session };
}

const cells = (...states: Cell['state'][]) =>
  ({
    run: { id: 'r' } as Run,
    cells: new Map(states.map((state, i) => [String(i), { id: String(i), state } as unknown as Cell])),
  }) as Parameters<LazyDedup['playChanged']>[0];

it('fetches the session with the second finished answer, and tells it what is on Play’s screen', async () => {
  const { heard, session } = made();
  let loads = 0;
  const lazy = new LazyDedup(() => ((loads += 1), Promise.resolve(session)));
  lazy.playChanged(cells('done', 'running'));
  expect(loads).toBe(0);
  lazy.playChanged(cells('done', 'done'));
  lazy.playChanged(cells('done', 'done', 'running'));
  await Promise.resolve();
  await lazy.actions.clusters(0, 20);
  expect(loads).toBe(1);
  expect(heard).toEqual(['play', 'clusters']);
});

it('shows the session’s state, and ends it also when it arrives too late', async () => {
  const { box, heard, session } = made();
  const lazy = new LazyDedup(() => Promise.resolve(session));
  let told = 0;
  lazy.subscribe(() => (told += 1));
  const asked = lazy.actions.apply();
  lazy.dispose();
  await asked;
  expect(heard).toContain('dispose');
  box.set({ fault: null });
  expect(told).toBe(0);
});

it('answers a fault when the code cannot be fetched, and tries again', async () => {
  const { heard, session } = made();
  let loads = 0;
  const lazy = new LazyDedup(() => {
    loads += 1;
    return loads === 1 ? Promise.reject(new Error('offline')) : Promise.resolve(session);
  });
  expect(await lazy.actions.undo('d')).toMatchObject({ ok: false, fault: { code: 'internal' } });
  lazy.actions.open();
  await lazy.actions.undo('d');
  expect(heard).toEqual(['open', 'undo']);
});

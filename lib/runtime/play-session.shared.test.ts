import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunId } from '../model/ids.ts';
import { defaultSettings } from '../model/settings.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { plannedCell } from '../run/plan.ts';
import { control, environment, openSession, voice } from './session.test-help.ts';

afterEach(() => vi.unstubAllGlobals());

const setUp = {
  task: chooseTask('npc'),
  columns: [voice('x'), control],
  settings: { ...defaultSettings, maxTokens: 8, seed: 77 },
};

describe('a set-up from elsewhere', () => {
  it('takes the draft’s place whole, is kept, and gives back what it replaced', async () => {
    const { actions, state, quiet, runs } = await openSession();
    const before = { task: state().task, columns: state().columns, settings: state().settings };
    expect(actions.openDraft(setUp)).toEqual(before);
    expect(state()).toMatchObject(setUp);
    await quiet();
    expect(await runs.getSetting('play-draft')).toEqual({ version: 2, ...setUp });
    actions.openDraft(before);
    expect(state()).toMatchObject(before);
  });

  it('comes out in range, with one control, and not at all without a column', async () => {
    const { actions, state } = await openSession();
    const before = state();
    actions.openDraft({ ...setUp, columns: [] });
    expect(state()).toBe(before);
    const settings = { ...setUp.settings, temperature: 9, repeats: 99 };
    actions.openDraft({ ...setUp, columns: [control, voice('x'), control], settings });
    expect(state().columns).toEqual([control, voice('x')]);
    expect(state().settings).toMatchObject({ temperature: 2, repeats: 8 });
  });

  it('may be opened while answers are written: the run goes on as it was', async () => {
    const { actions, state, quiet } = await openSession();
    actions.generate();
    const { run } = state();
    actions.openDraft(setUp);
    const ended = await quiet();
    expect(ended.run).toBe(run);
    expect([...ended.cells.values()].map((cell) => cell.state)).toEqual(Array(4).fill('done'));
  });
});

describe('a run', () => {
  it('says what it was made on, and each answer where it was computed', async () => {
    const { actions, quiet, runs } = await openSession();
    actions.openDraft(setUp);
    actions.generate();
    const { run, cells } = await quiet();
    expect(run).toMatchObject({ environment });
    expect(run).not.toHaveProperty('reproduces');
    expect([...cells.values()].map((cell) => cell.on)).toEqual(
      Array(2).fill({ device: 'cpu', threads: 1, quantisation: 'Q9' }),
    );
    expect(run && (await runs.getRun(run.id))).toEqual(run);
    expect(run && (await runs.cellsOf(run.id)).map((cell) => cell.on?.quantisation)).toEqual(['Q9', 'Q9']);
  });

  it('that repeats a recording says so and makes the recorded attempts', async () => {
    const { actions, state, quiet, runs } = await openSession();
    actions.openDraft(setUp);
    actions.generate();
    await quiet();
    actions.redo(1, 0);
    const { run: recorded, cells: answers } = await quiet();
    if (!recorded) throw new Error('no run');
    const all = await runs.cellsOf(recorded.id);
    expect(all).toHaveLength(3);
    actions.generate(recorded.id, all);
    expect(state()).toMatchObject({ active: 2, run: { reproduces: recorded.id } });
    const { run, cells } = await quiet();
    expect(run?.id).not.toBe(recorded.id);
    expect([...cells.values()].map(({ attempt, seed, text }) => ({ attempt, seed, text }))).toEqual(
      [...answers.values()].map(({ attempt, seed, text }) => ({ attempt, seed, text })),
    );
    expect(cells.get('1/0')?.attempt).toBe(1);
    // A reload keeps it.
    const again = await openSession(runs);
    expect(again.state().run).toEqual(run);
  });

  it('on the screen is run again with as many answers as it has by now', async () => {
    const { session, actions, state, quiet } = await openSession();
    session.repeatShown();
    expect(state().run).toBeNull();
    actions.openDraft(setUp);
    actions.generate();
    await quiet();
    actions.addRepeats(1);
    actions.redo(0, 1);
    const { run: recorded, cells: answers } = await quiet();
    session.repeatShown();
    session.repeatShown();
    expect(state()).toMatchObject({ active: 4, settings: { repeats: 2 }, run: { reproduces: recorded?.id } });
    const { cells } = await quiet();
    expect([...cells].map(([key, { text }]) => [key, text]).sort()).toEqual(
      [...answers].map(([key, { text }]) => [key, text]).sort(),
    );
  });

  it('does not begin beside another', async () => {
    const { actions, state, quiet } = await openSession();
    actions.generate();
    const { run } = state();
    actions.generate('other' as RunId, run ? [plannedCell(run, { column: 0, repeat: 0, attempt: 3 })] : []);
    expect(state().run).toBe(run);
    expect(state().active).toBe(4);
    actions.stopAll();
    await quiet();
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMemoryStores } from '../store/memory.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { control, cutOffRun, openSession, voice } from './session.test-help.ts';

afterEach(() => vi.unstubAllGlobals());

describe('PlaySession', () => {
  it('shows a first visitor a task, three voices and the control', async () => {
    const { state } = await openSession();
    expect(state().restored).toBe(true);
    expect(state().columns.map((column) => column.kind)).toEqual(['persona', 'persona', 'persona', 'control']);
    expect(state()).toMatchObject({ task: { id: 'math' }, run: null, missing: 0, starter: { count: 3 } });
  });

  it('writes every cell’s answer and keeps it as it ends', async () => {
    const { actions, state, quiet, runs } = await openSession();
    actions.setSettings({ ...state().settings, maxTokens: 8, repeats: 2 });
    actions.generate();
    expect(state().active).toBe(8);
    const { cells, run, engine } = await quiet();
    expect(engine.status).toBe('ready');
    expect([...cells.values()].map((cell) => cell.state)).toEqual(Array(8).fill('done'));
    expect(new Set([...cells.values()].map((cell) => cell.text)).size).toBe(8);
    expect(run && (await runs.cellsOf(run.id))).toEqual(
      [...cells.values()].sort((a, b) => a.column - b.column || a.repeat - b.repeat),
    );
  });

  it('brings everything back after a reload', async () => {
    const first = await openSession();
    first.actions.setTask(chooseTask('npc'));
    first.actions.setColumns([voice('x'), control]);
    first.actions.generate();
    first.actions.vote(0, 0, 1);
    const { run, cells } = await first.quiet();
    first.actions.vote(1, 0, -1);
    first.actions.setColumns([control]);
    await first.quiet();
    first.session.dispose();
    const { state } = await openSession(first.runs);
    expect(state().run).toEqual(run);
    expect([...state().cells.values()].map((cell) => cell.vote)).toEqual([1, -1]);
    expect(state().cells.get('0/0')).toEqual({ ...cells.get('0/0'), vote: 1 });
    expect(state()).toMatchObject({ task: { id: 'npc' }, columns: [control], missing: 0, active: 0 });
  });

  it('completes a run that was cut off, with the same seeds', async () => {
    const { runs } = createMemoryStores();
    const { planned } = await cutOffRun(runs);
    const { actions, state, quiet } = await openSession(runs);
    expect(state()).toMatchObject({ missing: 2, task: { id: 'npc' } });
    actions.complete();
    expect(state()).toMatchObject({ missing: 0, active: 2 });
    const { cells } = await quiet();
    expect(cells.get('0/0')).toMatchObject({ text: 'Kept.', vote: 1 });
    expect([...cells.values()].map((cell) => [cell.id, cell.seed, cell.state])).toEqual(
      planned.map((cell) => [cell.id, cell.seed, 'done']),
    );
    expect(cells.get('1/0')?.text).not.toContain('Half');
    expect((await runs.cellsOf(planned[0]?.run as never)).map((cell) => cell.state)).toEqual(['done', 'done', 'done']);
  });

  it('redoes a cell with another seed and keeps the old answer in the record', async () => {
    const { actions, quiet, cell, runs } = await openSession();
    actions.generate();
    await quiet();
    const old = cell('1/0');
    actions.redo(1, 0);
    await quiet();
    expect(cell('1/0')).toMatchObject({ attempt: 1, state: 'done', vote: 0 });
    expect([cell('1/0').seed, cell('1/0').text]).not.toEqual([old.seed, old.text]);
    const kept = (await runs.cellsOf(old.run)).filter((other) => other.column === 1);
    expect(kept).toEqual([old, cell('1/0')]);
  });

  it('counts a redone cut-off cell as no longer missing', async () => {
    const { runs } = createMemoryStores();
    await cutOffRun(runs);
    const { actions, state, quiet } = await openSession(runs);
    actions.redo(2, 0);
    expect(state().missing).toBe(1);
    await quiet();
    expect((await openSession(runs)).state().missing).toBe(1);
  });

  it('adds repeats without touching what is there, eight at most', async () => {
    const { actions, state, quiet, cell } = await openSession();
    actions.setColumns([voice('x'), control]);
    actions.setSettings({ ...state().settings, maxTokens: 8 });
    actions.generate();
    await quiet();
    const first = cell('0/0');
    actions.addRepeats(2);
    expect(state()).toMatchObject({ repeats: 3, active: 4 });
    await quiet();
    expect(cell('0/0')).toEqual(first);
    actions.addRepeats(100);
    expect((await quiet()).cells.size).toBe(16);
    actions.addRepeats(1);
    expect(state()).toMatchObject({ repeats: 8, active: 0 });
  });

  it('moves max tokens with the task unless the user chose them', async () => {
    const { actions, state } = await openSession();
    actions.setTask(chooseTask('knowledge'));
    expect(state().settings.maxTokens).toBe(240);
    actions.setSettings({ ...state().settings, maxTokens: 100 });
    actions.setTask(chooseTask('tool'));
    expect(state().settings).toMatchObject({ maxTokens: 100, repetitionPenalty: 1 });
  });

  it('refuses no columns, a second control and a ninth column', async () => {
    const { actions, state } = await openSession();
    actions.setColumns([control, voice('x'), control]);
    expect(state().columns).toEqual([control, voice('x')]);
    actions.setColumns([]);
    expect(state().columns).toHaveLength(2);
    actions.setColumns(Array.from({ length: 12 }, (_, i) => voice(`v${i}`)));
    expect(state().columns).toHaveLength(8);
  });
});
